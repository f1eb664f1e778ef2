### Lời của giao diện bằng tiếng Việt. Mỗi dòng: tên = câu. { $n } và các tên như vậy được thay khi dựng trang.
### {"\u00A0"} là khoảng trắng không ngắt dòng.

## Cách viết số, tiền, ngày

percent = { $number }%
money = { $number }{"\u00A0"}đồng
date = { $day }/{ $month }/{ $year }
below-one = chưa được 1
date-unknown = chưa rõ ngày
month-1 = tháng 1
month-2 = tháng 2
month-3 = tháng 3
month-4 = tháng 4
month-5 = tháng 5
month-6 = tháng 6
month-7 = tháng 7
month-8 = tháng 8
month-9 = tháng 9
month-10 = tháng 10
month-11 = tháng 11
month-12 = tháng 12

## Quanh trang

languages = Chọn tiếng
language-vi = tiếng Việt
language-en = tiếng Anh
topics = Chủ đề
more-pages = Xem tiếp
all-pages = Tất cả các bài
next = Bài sau:
previous = Bài trước:
page-count = Có { $n } bài.
topic-text = Các bài về: { $title }.
search-title = Tìm bài (A–Z)
search-text = Tất cả các bài và các mục, xếp theo vần.
search-label = Gõ chữ, không cần dấu
search-none = Không thấy bài nào. Bà con thử chữ khác, ngắn hơn.
facebook-page = Trang Facebook của chiến dịch
call = Gọi { $place }:
call-hours = Giờ nghe máy: { $hours }.

## Trên bài

fallback-notice = Bài này chưa có bản dịch. Bà con đọc tạm bản { $language }.
listen = Nghe
listen-in = Nghe { $language }
voice = Cho máy đọc bài này
audio-first = Bài này có người đọc bằng { $language }: bấm «Nghe». Chữ thì chưa có, nên hiện tạm bản { $text }.
replaced-facts = { $n ->
    [1] Trong bài có một điều chưa chắc. Bà con { $ask } trước khi làm.
   *[other] Trong bài có { $n } điều chưa chắc. Bà con { $ask } trước khi làm.
  }
verified-on = Xem lại lần cuối: { $date }.
written-on = Viết ngày { $date }.
sources = Dựa trên:
share = Gửi cho bà con mình
share-facebook = Chia sẻ lên Facebook
share-message = Gửi bằng tin nhắn
share-other = Gửi bằng Zalo hay cách khác
save = Tải trang này về máy (một tệp)
share-copy = Muốn gửi qua Zalo: bấm giữ dòng dưới đây, chép lại, rồi dán vào Zalo.
copy = Chép dòng này
footnotes = Chú thích
footnote-reference = Xem chú thích { $n }
footnote-back = Trở lại chỗ đang đọc, chú thích { $n }
table-name = Bảng { $n }
code-name = Đoạn chữ { $n }
task-done = Xong:
task-open = Chưa:
alert-note = Bà con lưu ý
alert-tip = Mách nhỏ
alert-important = Cần nhớ
alert-warning = Coi chừng
alert-caution = Cẩn thận

## Sổ dữ kiện

register-title = Sổ dữ kiện: { $n } điều, kèm nguồn
register-unconfirmed = chưa xác nhận
register-expired = đã hết hạn, đang kiểm lại
register-verified = xem lại ngày { $date }
register-until = dùng đến hết { $date }

## Kết quả

progress-title = Kết quả đến nay
progress-as-of = Số liệu tính đến { $date }.
progress-as-of-unknown = Số liệu chưa rõ ngày.
progress-source = Nguồn:
progress-note = Ghi chú:
progress-table-name = Bảng kết quả { $n }
column-done = Đã xong
column-of = Tổng số
column-percent = Tỷ lệ
chart-title = { $title }: { $done } trên { $of } người, đạt { $percent }.
chart-label = { $done } / { $of } = { $percent }
chart-dots = Hình { $of } chấm tròn, tô đậm { $n } chấm.
chart-table = Xem số liệu
chart-none = Chưa có số liệu.
history-title = { $title }: qua từng đợt báo cáo
in-hundred = Cứ 100 người thì { $n } người.
in-hundred-all = Đủ cả 100 trên 100 người.
in-hundred-few = Cứ 100 người thì chưa được 1 người.
in-hundred-none = Chưa có ai.
in-hundred-unknown = Chưa rõ tổng số người.
hamlets-title = Từng thôn (ghi theo thứ tự trong báo cáo, không xếp hạng)
band-complete = đã đủ
band-nearly = gần đủ
band-underway = đang làm
band-unknown = chưa có báo cáo
sample = SỐ LIỆU MẪU, không phải số thật
sample-mark = SỐ LIỆU MẪU

## Không có trang

not-found-title = Không có trang này
not-found-text = Địa chỉ này có thể đã đổi, hoặc gõ thiếu chữ. Bà con chọn một bài dưới đây.

#### Bản đọc loa và thẻ hình: tên khóa bắt đầu bằng script- và card-, viết từ đây trở xuống.


## Bản phát thanh

script-campaign = Chiến dịch
script-not-read = Tên bài chỉ để in, không đọc
script-kind-daily = Thông báo hằng ngày
script-kind-progress = Kết quả thực hiện
script-kind-warning = Cảnh báo
script-kind-invitation = Thư mời
script-kind-loop = Phát lặp lại
script-kind-dialogue = Hỏi – đáp hai giọng
script-kind-correction = Đính chính
script-setting-indoor = Đọc trong nhà
script-setting-horn = Loa phóng thanh
script-setting-mobile = Loa kéo, loa xe máy
script-time = Thời gian đọc: { $time }
script-seconds = { $seconds } giây
script-minutes = { $minutes } phút
script-minutes-seconds = { $minutes } phút { $seconds } giây
script-syllables = { $count } âm tiết
script-once = đọc 1 lần
script-repeat = đọc { $count } lần, cả thảy { $total }
script-not-after = KHÔNG ĐỌC SAU NGÀY { $date }
script-draft = BẢN NHÁP – CHƯA ĐƯỢC DUYỆT
script-sample = SỐ LIỆU MẪU – KHÔNG ĐỌC TRÊN LOA
script-end = HẾT
script-page = Trang
script-approval = Phê duyệt
script-approver = Người duyệt
script-role = Chức vụ
script-approved-on = Ngày duyệt
script-approved-by = Đã duyệt: { $role }, ngày { $date }
script-signature = Ký
script-readings = Theo dõi lượt đọc
script-round = Lượt { $number }
script-day = Ngày
script-hour = Giờ
script-reader-signs = Người đọc ký
script-recording = Thu âm để phát loa
script-recording-name = Tên tệp: { $name }
script-recording-usb = Lưu dạng MP3, chép vào USB
script-recording-length = Độ dài một lượt: { $time }
script-recording-pause = Nghỉ 5 giây giữa hai lượt
script-recording-listen = Nghe lại trọn một lượt trước khi đi
script-recording-battery = Sạc đầy pin, đủ 3–4 giờ
script-kept = Chữ số giữ nguyên. Bên phải là cách đọc bằng tiếng Việt.
script-machine-voice = Đây là giọng máy đọc thử, không phát trên loa.
script-sources = Nguồn
script-for-staff = Dành cho cán bộ: trang web của bài này
script-legend-short = ngắt ngắn
script-legend-long = hết câu, ngắt dài
script-legend-paragraph = hết đoạn, nghỉ lấy hơi
script-local-title = Bản tiếng dân tộc – người nói tại chỗ tự viết
script-local-hint = Số đầu dòng là số câu của bản tiếng Việt. Viết theo cách nói ở địa phương, không cần dịch từng chữ.
script-local-language = Tiếng
script-local-writer = Người viết
script-local-date = Ngày viết

## Lịch phát và sổ theo dõi

script-plan-title = Lịch phát thanh trong tuần
script-plan-made = Lập ngày { $date }
script-plan-hour = Giờ
script-plan-day-1 = Thứ hai
script-plan-day-2 = Thứ ba
script-plan-day-3 = Thứ tư
script-plan-day-4 = Thứ năm
script-plan-day-5 = Thứ sáu
script-plan-day-6 = Thứ bảy
script-plan-day-7 = Chủ nhật
script-plan-limit = Mỗi buổi tối đa { $time }
script-plan-times = { $count } lần
script-plan-one = Một lượt { $time }
script-plan-slot = Cả buổi: { $time }
script-plan-over = QUÁ { $time }
script-plan-day-total = Cả ngày
script-plan-week = Cả tuần: { $time }
script-plan-from = từ ngày { $date }
script-plan-until = đến hết ngày { $date }
script-plan-draft = bài chưa được duyệt
script-plan-none = –
script-plan-sample = SỐ LIỆU MẪU – KHÔNG PHÁT
script-plan-approver = Người duyệt lịch
script-plan-signed-only = Lịch có hiệu lực khi người duyệt đã ký.
script-plan-log = Sổ theo dõi phát thanh
script-plan-log-from = Tuần từ ngày
script-plan-log-to = đến ngày
script-plan-log-day = Thứ
script-plan-log-date = Ngày
script-plan-log-script = Bài đọc
script-plan-log-reader = Người đọc ký, ghi tên
script-plan-log-remarks = Ghi chú
script-plan-log-signature = Người phụ trách ký
script-plan-page = Trang

## Hình chia sẻ

card-sample = SỐ LIỆU MẪU
card-as-of = Số liệu đến ngày { $date }
card-as-of-unknown = Số liệu chưa rõ ngày
card-in-hundred = cứ 100 người thì { $count } người
card-all = đã đủ cả
card-not-yet-one = chưa tới 1 người trong 100 người
card-dot = mỗi chấm là 5 trong 100 người
card-scan = Quét mã để xem
card-more = Xem thêm:
# Tờ rơi, áp phích, tờ mã vuông. card-see: các từ đứng ngay trước tên bài khác; câu chỉ để dẫn sang bài khác thì không in ra giấy.
card-see = xem, xem thêm, coi cách
card-ask = Chưa rõ thì { $ask }.
card-checked = Thông tin đến ngày { $date }.
card-until = Sau ngày { $date }, quét mã xem lại cho chắc.
card-codes = Giơ máy ảnh điện thoại vào mã vuông là mở ra bài.
card-codes-home = Trang chính
card-cut = Cắt theo đường chấm
card-posts-title = Lịch đăng bài
card-posts-how = Tới ngày nào thì bấm «Chép» ở bài đó, dán vào Facebook hoặc Zalo, rồi thêm hình có tên ghi bên dưới.
card-posts-copy = Chép
card-posts-copied = Đã chép
card-posts-week = Tuần { $week }
card-posts-week-head = Tuần
card-posts-day = Thứ
card-posts-date = Ngày
card-posts-time = Giờ
card-posts-page = Bài
card-posts-facebook = Lời đăng Facebook
card-posts-zalo = Lời đăng Zalo
card-posts-card = Hình
card-posts-link = Đường dẫn
