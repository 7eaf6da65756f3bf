namespace Praxis.Core;

/// <summary>Recommendations to one user.</summary>
/// <param name="Items">Columns user, rank, item, score, note, as the command line prints them.</param>
/// <param name="EventCount">Events of the history that were seen.</param>
/// <param name="Weights">
/// Columns event, item, time, effect: how much the mean score of the recommended items falls when the event is left
/// out. Null where it was not asked for.
/// </param>
public sealed record UserAnswer(ResultTable Items, int EventCount, ResultTable? Weights);
