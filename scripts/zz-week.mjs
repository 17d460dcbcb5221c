import {cpSync,rmSync,mkdirSync,readdirSync} from 'node:fs';
const {serve}=await import('./serve.mjs');const {chromium}=await import('@playwright/test');const {findWholeBrowser,flags}=await import('./browser.mjs');
const F='/tmp/copym/site';const put=(from)=>{rmSync(F,{recursive:true,force:true});cpSync(from,F,{recursive:true,filter:n=>!/\.(br|gz)$/.test(n)})};
for(const how of ['agrees','closes']){
put('/tmp/copy-lastweek');rmSync('/tmp/copym/profile',{recursive:true,force:true});
let server=await serve(F,{port:0});const {address,port}=server;
const launch=()=>chromium.launchPersistentContext('/tmp/copym/profile',{executablePath:findWholeBrowser(),args:flags,locale:'en-GB'});
let ctx=await launch();let p=ctx.pages()[0];
const ready=()=>p.waitForSelector('footer [data-offline="ready"]',{state:'attached',timeout:30000});
for(const l of ['fi/','']){await p.goto(address+l);await ready();}
put('build');await p.reload();await p.getByText('A new version is ready').waitFor({timeout:20000});
await server.close();
if(how==='agrees'){await p.getByRole('button',{name:'Use it now'}).click();await p.waitForTimeout(2500);}
else{await ctx.close();ctx=await launch();p=ctx.pages()[0];await p.goto(address);await p.waitForTimeout(2500);}
for(const path of ['','fi/about/','rubrics/edit/','fi/rubrics/edit/','data/']){const r=await p.goto(address+path);await p.waitForSelector('html[data-live]');console.log(how,path,r.status(),await p.locator('h1').textContent(),(await p.content()).includes('copies')||'' )}
await p.goto(address);await ready();await p.waitForTimeout(800);console.log(how,'caches',await p.evaluate(async()=>{const k=await caches.keys();const c=await caches.open(k[0]);return [k,(await c.keys()).map(r=>new URL(r.url).pathname).filter(x=>/copies|languages/.test(x))]}));
await ctx.close();}
