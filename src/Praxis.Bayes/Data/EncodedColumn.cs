namespace Praxis.Bayes;

/// <summary>A column of a table as a model has it: a number, or the levels of a factor.</summary>
/// <param name="Name">The column.</param>
/// <param name="IsCovariate">Whether it is always in the model.</param>
/// <param name="Levels">Levels in the order of letters, the first being the one that others are compared with; empty
/// for a number.</param>
public sealed record EncodedColumn(string Name, bool IsCovariate, IReadOnlyList<string> Levels)
{
    /// <summary>Names of the columns it becomes: its own, or one for each level but the first.</summary>
    public IEnumerable<string> Names =>
        Levels.Count == 0 ? [Name] : Levels.Skip(1).Select(level => $"{Name}={level}");
}
