plain-home = Trang đầu
search-title = Danh sách
