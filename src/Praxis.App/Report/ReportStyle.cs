namespace Praxis.App;

/// <summary>Style sheet and script of the report. Colours are Okabe and Ito's, which the colour-blind can tell
/// apart.</summary>
internal static class ReportStyle
{
    /// <summary>The style sheet; one set of names, two sets of colours.</summary>
    public const string Css =
        """
        :root { color-scheme: light dark; }
        :root, :root[data-theme=light] {
          --page: #ffffff; --ink: #1b1f24; --muted: #59636e; --line: #d5dae0; --panel: #f5f7f9; --accent: #00588f;
          --changed: #fdf1d3;
          --c0: #0072b2; --c1: #d55e00; --c2: #007d5c; --c3: #b0578d; --c4: #a86f00; --c5: #2f7fae;
        }
        @media (prefers-color-scheme: dark) {
          :root:not([data-theme=light]) {
            --page: #14171b; --ink: #e6e9ed; --muted: #9da7b3; --line: #353c45; --panel: #1d2127; --accent: #7cc4f4;
            --changed: #3d3315;
            --c0: #56b4e9; --c1: #f08a4b; --c2: #2fc39a; --c3: #e39ac8; --c4: #e6b04a; --c5: #9cc9e6;
          }
        }
        :root[data-theme=light] { color-scheme: light; }
        :root[data-theme=dark] {
          color-scheme: dark;
          --page: #14171b; --ink: #e6e9ed; --muted: #9da7b3; --line: #353c45; --panel: #1d2127; --accent: #7cc4f4;
          --changed: #3d3315;
          --c0: #56b4e9; --c1: #f08a4b; --c2: #2fc39a; --c3: #e39ac8; --c4: #e6b04a; --c5: #9cc9e6;
        }
        * { box-sizing: border-box; }
        img.picture { max-width: 100%; }
        html { -webkit-text-size-adjust: 100%; }
        body { margin: 0 auto; max-width: 72rem; padding: 1.25rem 1rem 3rem; background: var(--page); color: var(--ink);
          font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
          overflow-wrap: break-word; }
        h1 { font-size: 1.7rem; line-height: 1.2; margin: 0; }
        h1 small { font-size: 1rem; font-weight: 400; color: var(--muted); overflow-wrap: anywhere; }
        h2 { font-size: 1.25rem; margin: 2.25rem 0 .75rem; border-bottom: 1px solid var(--line);
          padding-bottom: .25rem; }
        h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
        .head { display: flex; gap: 1rem; justify-content: space-between; align-items: flex-start; }
        button { font: inherit; font-size: .85rem; color: var(--ink); background: var(--panel);
          border: 1px solid var(--line); border-radius: .4rem; padding: .5rem .75rem;
          cursor: pointer; white-space: nowrap; }
        :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
        .muted { color: var(--muted); }
        .facts { display: flex; flex-wrap: wrap; gap: .5rem 1.75rem; margin: 1rem 0 0; }
        .facts div { min-width: 5rem; max-width: 100%; }
        dt { font-size: .8rem; color: var(--muted); }
        dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
        .facts .main { flex-basis: 100%; }
        .facts .main dd { font-size: 2rem; line-height: 1.2; font-weight: 650; color: var(--accent); }
        .box { margin: 0 0 1.25rem; border: 1px solid var(--line); border-radius: .4rem; overflow: hidden; }
        .title { margin: 0; padding: .55rem .75rem; font-weight: 600; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-size: .92rem; }
        th, td { text-align: left; padding: .4rem .75rem; border-top: 1px solid var(--line); vertical-align: top;
          white-space: nowrap; }
        tr > :nth-child(2):last-child { white-space: normal; }
        tbody th { font-weight: 500; }
        thead th { font-size: .8rem; color: var(--muted); background: var(--panel); }
        .number { text-align: right; font-variant-numeric: tabular-nums; }
        .text { white-space: normal; min-width: 16rem; }
        .options td, .options th { overflow-wrap: anywhere; }
        .changed th, .changed td { background: var(--changed); }
        .changed td:nth-child(2) { font-weight: 650; }
        code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
          font-size: .88rem; }
        pre { background: var(--panel); border: 1px solid var(--line); border-radius: .4rem; padding: .75rem;
          overflow-x: auto; }
        @media (max-width: 40rem) {
          .head { flex-direction: column; gap: .5rem; }
          th, td { padding: .4rem .55rem; }
        }
        @media print {
          :root, :root:not([data-theme=light]), :root[data-theme=dark] {
            color-scheme: light; --page: #fff; --ink: #000; --muted: #444; --line: #bbb; --panel: #fff; --accent: #000;
            --changed: #eee;
            --c0: #0072b2; --c1: #d55e00; --c2: #007d5c; --c3: #b0578d; --c4: #a86f00; --c5: #2f7fae;
          }
          body { max-width: none; padding: 0; font-size: 10pt; }
          button { display: none; }
          .box, .scroll, pre { overflow: visible; }
          pre { white-space: pre-wrap; }
          th, td { white-space: normal; overflow-wrap: anywhere; }
          .chart, tr { break-inside: avoid; }
          h2, h3, .title { break-after: avoid; }
        }

        """;

    /// <summary>The script: a button that turns the theme over. The page is complete without it.</summary>
    public const string Script =
        """
        (() => {
          const root = document.documentElement, button = document.getElementById("theme");
          const dark = () => root.dataset.theme
            ? root.dataset.theme === "dark"
            : matchMedia("(prefers-color-scheme: dark)").matches;
          const name = () => { button.textContent = dark() ? "Light theme" : "Dark theme"; };
          button.hidden = false;
          name();
          button.addEventListener("click", () => { root.dataset.theme = dark() ? "light" : "dark"; name(); });
        })();

        """;
}
