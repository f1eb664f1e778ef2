// On the list from A to Z only, in place of script.js, and right behind the field, so that nothing moves: shows the pages that hold all words typed, or their beginnings.
(function(d,n){
var q=d.getElementById('q'),k=n.serviceWorker&&d.currentScript.dataset.worker;
if(k)addEventListener('load',function(){n.serviceWorker.register(k)['catch'](function(){})});
d.getElementById('find').hidden=0;
q.oninput=function(){
// Any letter with marks stands for any letter: the list itself has none.
var n=0,i,l=d.querySelectorAll('[data-words]'),w=q.value.toLowerCase().replace(/[\u0300-\u036f]/g,'').replace(/[!-\/:-@\[-`{-~]/g,' ').replace(/[^ -~]/g,'.').split(' ');
function has(x){return new RegExp('(^| )'+x).test(l[i].getAttribute('data-words'))}
for(i=0;i<l.length;i++)if(!(l[i].hidden=!w.every(has)))n++;
d.getElementById('none').hidden=n>0
}
})(document,navigator)
