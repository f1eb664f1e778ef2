// Stands in every page, at most 1 kB of it. Written for phones of 2013; pages work without it.
// A part between "for" and "end" stands only in pages that hold one of those attributes.
(function(d,n){
// for data-voice data-copy data-share
function on(q,f){if(q=d.querySelector('[data-'+q+']'))q.hidden=!(q.onclick=f);return q}
// for data-worker
// Keep the site in the phone, after the page has come. Where that fails, nothing is lost: any function will do.
// `currentScript` is there only now; phones without workers may not know it at all.
var w=n.serviceWorker,k=w&&d.currentScript.dataset.worker;
if(k)onload=function(){w.register(k)['catch'](Date)};
// for data-kb
// Phones that save data get a link with the size instead of a photo. Those that say so know `append`.
if((n.connection||n).saveData)d.querySelectorAll('[data-kb]').forEach(function(i){
var a=d.createElement('a');
a.className='go';
a.href=i.src;
a.append(i.alt+i.dataset.kb);
i.replaceWith(a)
});
// for data-play
// Recordings: the link becomes a player.
[].forEach.call(d.querySelectorAll('[data-play]'),function(a){
a.onclick=function(){
var p=new Audio,o=a.dataset.play;
p.controls=1;
p.src=o&&p.canPlayType('audio/ogg;codecs=opus')?o:a.href;
a.parentNode.replaceChild(p,a);
p.play();
return!1
}});
// for data-voice
// No recording: the phone's own voice, if it has one that speaks the text's language. Another tap stops it.
var s=window.speechSynthesis;
if(s)(s.onvoiceschanged=function(){
var b=d.querySelector('[data-voice]');
s.getVoices().some(function(v){
return!v.lang.indexOf(b.dataset.voice)&&on('voice',function(){
if(s.speaking)return s.cancel();
b.parentNode.parentNode.innerText.replace(b.innerText,'').split(/\n|[.?!:] /).forEach(function(t){
t=new SpeechSynthesisUtterance(t);
t.voice=v;
t.lang=v.lang;
s.speak(t)
})})})})();
// for data-copy
// The text to pass on, marked and copied; browsers know elements by their id.
on('copy',function(){getSelection().selectAllChildren(copy_);d.execCommand('copy')});
// for data-share
// The phone's own way of passing on: Zalo, Bluetooth. In quotes: a page never holds `title` with a colon behind it, by which
// front matter is known that was taken for text.
if(n.share)on('share',function(){n.share({'title':d.title,url:this.dataset.share})})
// end
})(document,navigator)
