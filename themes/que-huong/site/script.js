// Stands in every page, the same everywhere, at most 1 kB. Written for phones of 2013; pages work without it.
(function(d,n,s){
// `currentScript` is there only now; phones without workers may not know it at all.
var w=n.serviceWorker,k=w&&d.currentScript.dataset.worker;
function on(q,f){if(q=d.querySelector('[data-'+q+']'))q.hidden=!(q.onclick=f);return q}
// Keep the site in the phone, after the page has come. Where that fails, nothing is lost: any function will do.
if(k)onload=function(){w.register(k)['catch'](Date)};
// A recording: the link becomes a player.
on('play',function(){
var p=new Audio,o=this.dataset.play;
p.controls=1;
p.src=o&&p.canPlayType('audio/ogg;codecs=opus')?o:this.href;
this.parentNode.replaceChild(p,this);
p.play();
return!1
});
// No recording: the phone's own voice, if it has one that speaks the text's language. Another tap stops it.
if(s)(s.onvoiceschanged=function(){
var b=d.querySelector('[data-voice]');
if(b)s.getVoices().some(function(v){
return!v.lang.indexOf(b.dataset.voice)&&on('voice',function(){
if(s.speaking)return s.cancel();
b.parentNode.parentNode.innerText.replace(b.innerText,'').split(/\n|[.?!:] /).forEach(function(t){
t=new SpeechSynthesisUtterance(t);
t.voice=v;
t.lang=v.lang;
s.speak(t)
})})})})();
// The text to pass on, marked and copied; browsers know elements by their id.
on('copy',function(){getSelection().selectAllChildren(copy_);d.execCommand('copy')});
// The phone's own way of passing on: Zalo, Bluetooth.
if(n.share)on('share',function(){n.share({'title':d.title,url:this.dataset.share})})
})(document,navigator,window.speechSynthesis)
