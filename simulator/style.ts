// The one style sheet of the pretended site and the sink. ASCII only: it stands in pages of any charset.
export const STYLE = `
*{box-sizing:border-box}
body{margin:0;font:15px/1.7 "Hiragino Sans","Yu Gothic UI","Noto Sans JP",sans-serif;color:#222;background:#f4f6f4}
a{color:#0a5c36}
.pretend{margin:0;padding:.3rem 1rem;background:#7a4a00;color:#fff;font-size:.8rem;text-align:center}
header{background:#fff;border-bottom:1px solid #d5dcd6}
header>div,main,footer{max-width:60rem;margin:0 auto;padding:.7rem 1rem}
header>div{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;align-items:baseline}
.logo{font-size:1.25rem;font-weight:700;color:#14804a;text-decoration:none;margin-right:auto}
main{padding-bottom:3rem}
footer{color:#5b655e;font-size:.8rem;border-top:1px solid #d5dcd6}
h1{font-size:1.3rem;margin:1rem 0 .6rem}
h2{font-size:1.05rem;margin:1.6rem 0 .5rem;padding-left:.6rem;border-left:4px solid #14804a}
.box{background:#fff;border:1px solid #d5dcd6;border-radius:6px;padding:1rem 1.2rem;margin:.8rem 0}
.box>:first-child,.box>form:first-child>label:first-child,.grid>div>label{margin-top:0}
.box>:last-child{margin-bottom:0}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:.9rem 1.2rem;align-items:end}
.grid>.wide{grid-column:1/-1}
td form{display:inline-block}
td>form:only-of-type{margin-left:.5rem}
.narrow{max-width:26rem;margin-left:auto;margin-right:auto}
.error{background:#fdecea;border:1px solid #b3261e;color:#7d1a14;border-radius:6px;padding:.6rem 1rem}
.error p{margin:.2rem 0}
.done{background:#e7f4ec;border:1px solid #14804a;color:#0c5530;border-radius:6px;padding:.6rem 1rem}
label,legend{display:block;font-weight:600;margin-top:.9rem;padding:0}
label.inline{display:inline-flex;gap:.4rem;white-space:nowrap;align-items:center;font-weight:400;margin:.2rem 1rem .2rem 0}
fieldset{border:0;margin:0;padding:0}
.help{margin:.1rem 0;color:#5b655e;font-size:.85rem}
input:not([type=checkbox]):not([type=radio]),select,textarea{width:100%;font:inherit;font-weight:400;padding:.45rem .6rem;border:1px solid #8a958d;border-radius:4px;background:#fff}
textarea{min-height:6rem}
button{font:inherit;font-weight:600;margin-top:1rem;padding:.5rem 1.6rem;border:0;border-radius:4px;background:#14804a;color:#fff;cursor:pointer}
button.small{white-space:nowrap;margin:.1rem .3rem .1rem 0;padding:.2rem .7rem;font-size:.85rem;background:#fff;color:#0a5c36;border:1px solid #14804a}
input.short{width:6rem !important}
:focus-visible{outline:3px solid #e0a100;outline-offset:1px}
.scroll{overflow-x:auto}
.scroll table{min-width:42rem}
table{width:100%;border-collapse:collapse;background:#fff}
th,td{border:1px solid #d5dcd6;padding:.4rem .7rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#eef3ef;font-weight:600}
table.form th{width:13rem}
ul.menu{list-style:none;margin:.5rem 0;padding:0}
ul.menu li{border-bottom:1px solid #e3e8e4;padding:.6rem 0}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#fff;border:1px solid #d5dcd6;border-radius:6px;padding:1rem;font:inherit}
iframe{width:100%;height:36rem;border:1px solid #d5dcd6;border-radius:6px;background:#fff}
@media(max-width:36rem){
table.form th{width:8rem}
label.inline{white-space:normal}
table.mails tr:first-child{display:none}
table.mails td{display:block;border:0;padding:.1rem .5rem}
table.mails tr{display:block;border:1px solid #d5dcd6;padding:.4rem 0}
}
`;
