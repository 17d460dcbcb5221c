const {serve}=await import('./serve.mjs');const {chromium}=await import('@playwright/test');const {findBrowser,flags}=await import('./browser.mjs');
const browser=await chromium.launch({executablePath:findBrowser(),args:flags});
const med=a=>a.sort((x,y)=>x-y)[a.length>>1];
for(const dir of ['/tmp/copy-lastweek','build','/tmp/copy-lastweek','build']){
const server=await serve(dir,{port:0});
 const c=await browser.newContext();const p=await c.newPage();await p.goto(server.address);await p.waitForSelector('footer [data-offline="ready"]',{state:'attached'});
 const s=await c.newCDPSession(p);await s.send('Emulation.setCPUThrottlingRate',{rate:4});await s.send('Performance.enable');
 const script=async()=>{const m=(await s.send('Performance.getMetrics')).metrics;return 1000*m.find(x=>x.name==='ScriptDuration').value};
 for(const path of ['assess/','rubrics/read/?id=writing','result/']){
 const t=[],sc=[];
 for(let i=0;i<9;i++){await p.goto('about:blank');const t0=Date.now();await p.goto(server.address+path);await p.waitForSelector('html[data-live]',{state:'attached'});t.push(Date.now()-t0);sc.push(await script());}
 console.log(dir,path,'live',med(t),'script',Math.round(med(sc)));
 }
 await c.close();await server.close();
}
await browser.close();
