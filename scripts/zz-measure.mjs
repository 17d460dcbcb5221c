import http from 'node:http';import { syncBuiltinESMExports } from 'node:module';
const orig=http.createServer;const log=[];
http.createServer=(fn)=>orig((req,res)=>{const e={url:req.url,ref:req.headers.referer??'',dest:req.headers['sec-fetch-dest'],bytes:0,t:Date.now()};log.push(e);const w=res.write.bind(res),end=res.end.bind(res);res.write=(c,...a)=>{if(c)e.bytes+=Buffer.byteLength(c);return w(c,...a)};res.end=(c,...a)=>{if(c&&typeof c!=='function')e.bytes+=Buffer.byteLength(c);return end(c,...a)};fn(req,res)});
syncBuiltinESMExports();
const {serve}=await import('./serve.mjs');const {chromium}=await import('@playwright/test');const {findBrowser,flags}=await import('./browser.mjs');
const server=await serve(process.argv[2]??'build',{port:0});
const browser=await chromium.launch({executablePath:findBrowser(),args:flags});
const ctx=async()=>{const c=await browser.newContext({viewport:{width:360,height:740}});return c};
const sum=(l)=>`${l.length} requests, ${(l.reduce((s,e)=>s+e.bytes,0)/1000).toFixed(1)} kB`;
const isSw=e=>/service-worker\.js/.test(e.url)||/service-worker\.js$/.test(e.ref);
const ready=p=>p.waitForSelector('footer [data-offline="ready"]',{state:'attached',timeout:60000});
async function visit(name,path){
 log.length=0;const c=await ctx();const p=await c.newPage();
 await p.addInitScript(()=>{const l=[];window.__long=l;new PerformanceObserver(x=>l.push(...x.getEntries().map(e=>[Math.round(e.startTime),Math.round(e.duration)]))).observe({type:'longtask',buffered:true})});
 await p.goto(server.address+path);const t0=Date.now();await ready(p);await p.waitForTimeout(500);
 const sw=log.filter(isSw),page=log.filter(e=>!isSw(e));
 console.log(name,'| page',sum(page),'| worker',sum(sw),'| ready after',Date.now()-t0,'ms | long tasks',JSON.stringify(await p.evaluate(()=>window.__long)));
 return {c,p,sw}
}
let {c,p,sw}=await visit('first copy on start page','');
console.log(sw.map(e=>e.url.split('/').slice(-2).join('/')+' '+e.bytes).join('\n'));
log.length=0;await p.goto(server.address+'fi/');await ready(p);await p.waitForTimeout(300);console.log('a language more: worker',sum(log.filter(isSw)));
log.length=0;await p.goto(server.address+'rubrics/edit/');await ready(p);await p.waitForTimeout(300);console.log('authors: page',sum(log.filter(e=>!isSw(e))),'worker',sum(log.filter(isSw)));
await c.close();
({c}=await visit('about first','about/'));await c.close();
({c}=await visit('erase first','data/erase/'));await c.close();
await browser.close();await server.close();
