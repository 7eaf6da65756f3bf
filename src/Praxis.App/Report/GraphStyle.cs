namespace Praxis.App;

/// <summary>Style sheet of graphs, a part of the page only where there is one.</summary>
internal static class GraphStyle
{
    /// <summary>The style sheet; colours and marks are those of the page.</summary>
    public const string Css =
        """
        .graph { margin: 0 0 1.25rem; border: 1px solid var(--line); border-radius: .4rem; padding: .75rem; }
        .graph > p, .heat > p { font-size: .85rem; margin: .35rem 0 0; }
        .tools { display: flex; flex-wrap: wrap; gap: .35rem 1.5rem; align-items: center; margin: 0 0 .35rem;
          font-size: .85rem; }
        .tools[hidden] { display: none; }
        .tools label { display: flex; flex-wrap: wrap; gap: .35rem .6rem; align-items: center; }
        .tools input { width: min(16rem, 36vw); accent-color: var(--accent); }
        .tools output { font-variant-numeric: tabular-nums; min-width: 2.6em; }
        .buttons { display: flex; gap: .35rem; }
        .panels { display: grid; gap: .75rem; grid-template-columns: minmax(0, 1fr); }
        .across2 .panels { grid-template-columns: repeat(auto-fit, minmax(min(100%, 27rem), 1fr)); }
        .across3 .panels { grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr)); }
        .net { overflow-x: auto; min-width: 0; }
        .net p { margin: 0 0 .25rem; font-size: .9rem; font-weight: 600; }
        .net p .muted { font-weight: 400; font-variant-numeric: tabular-nums; }
        .net svg { display: block; width: 100%; height: auto; border: 1px solid var(--line); border-radius: .4rem; }
        .across1 .net svg { margin: 0 auto; }
        .graph.live .net svg { cursor: grab; touch-action: pan-y; user-select: none; -webkit-user-select: none; }
        .graph.live .node { cursor: pointer; touch-action: none; }
        .edge { color: var(--c0); --opacity: calc(.25 + .75 * var(--p)); }
        .edge.negative { color: var(--c1); }
        .edge.off { display: none; }
        .edge.read { --opacity: 1; filter: drop-shadow(0 0 2px var(--muted)); }
        .edge.read .shaft { stroke-width: calc(5px * var(--unit, 1)); }
        .picked { font-weight: 600; min-height: 1.5em; }
        .shaft { fill: none; stroke: currentColor; stroke-opacity: var(--opacity);
          stroke-width: calc((.6px + 2.2px * var(--p)) * var(--unit, 1)); }
        .negative .shaft { stroke-dasharray: calc(6px * var(--unit, 1)) calc(4px * var(--unit, 1)); }
        .tip { fill: currentColor; fill-opacity: var(--opacity); }
        .ground { fill: var(--page); stroke: var(--ink); stroke-width: 1.3; }
        .share { fill: var(--c2); fill-opacity: var(--p); stroke: var(--ink); stroke-width: 1.3; }
        .net .node text { font-size: 11.5px; fill: var(--ink); text-anchor: middle; paint-order: stroke;
          stroke: var(--page); stroke-width: 3px; stroke-linejoin: round; pointer-events: none; }
        .live .node text { transform: scale(var(--letters, 1)); transform-origin: 0 var(--radius); }
        .node.far text { display: none; }
        .node.far:hover text, .node.far:focus text, .node.lit text { display: inline; }
        .node:focus { outline: none; }
        .node:focus-visible .ground { stroke: var(--accent); stroke-width: 5; }
        .marking .net .node:not(.lit) { opacity: .22; }
        .marking .net .edge:not(.lit) { --opacity: .06; }
        .node.chosen .ground { stroke: var(--accent); stroke-width: 5; }
        .heat svg { margin: .35rem auto 0; }
        .heat text { font-size: var(--size, 11.5px); }
        .field { fill: var(--page); }
        .frame { fill: none; stroke: var(--line); }
        .cells rect { fill: none; pointer-events: all; }
        .cells rect:hover { stroke: var(--ink); stroke-width: .12; }
        .heat0, .heat1, .heat2, .heat3, .heat4, .heat5, .heat6, .heat7, .heat8, .heat9 { fill: var(--accent); }
        .heat0 { fill-opacity: .1; } .heat1 { fill-opacity: .19; } .heat2 { fill-opacity: .28; }
        .heat3 { fill-opacity: .37; } .heat4 { fill-opacity: .46; } .heat5 { fill-opacity: .56; }
        .heat6 { fill-opacity: .66; } .heat7 { fill-opacity: .77; } .heat8 { fill-opacity: .88; }
        @media (max-width: 40rem) {
          .graph { padding: .6rem .4rem; }
          .across1:not(.live) .net svg { min-width: 40rem; }
        }
        @media print {
          .tools, .hint { display: none; }
          .graph { break-inside: avoid; }
        }

        """;
}
