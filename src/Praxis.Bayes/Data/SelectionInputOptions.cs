using System.ComponentModel.DataAnnotations;

namespace Praxis.Bayes;

/// <summary>How a table with an outcome of two values is read and prepared, and how a fit of it is tried out.</summary>
public abstract record SelectionInputOptions : TableInputOptions
{
    /// <summary>Column of the outcome, of two values.</summary>
    public string Response { get; init; } = "y";

    /// <summary>The value that is foretold; empty for the greater number, or the last in the order of
    /// letters.</summary>
    public string Positive { get; init; } = "";

    /// <summary>Columns that are always in the model, separated by commas, as age and site; text is taken as
    /// levels.</summary>
    public string Covariates { get; init; } = "";

    /// <summary>Whether there is an intercept.</summary>
    public bool Intercept { get; init; } = true;

    /// <summary>Column that says whose row it is: rows of one subject are never split by cross-validation; empty for a
    /// subject a row.</summary>
    public string SubjectColumn { get; init; } = "";

    /// <summary>Parts of the cross-validation, stratified by outcome; 0 for none.</summary>
    [Range(0, 1000)]
    public int Folds { get; init; } = 5;

    /// <summary>How often the cross-validation is repeated with other parts.</summary>
    [Range(1, 1000)]
    public int Repeats { get; init; } = 1;

    /// <summary>Path of a file with the names of the variables or groups that matter, one a line, which the result is
    /// compared with; empty for none.</summary>
    public string Truth { get; init; } = "";

    /// <summary>The columns of a fitted model whose new rows are read. Null for rows to fit.</summary>
    internal IReadOnlyList<EncodedColumn>? FittedColumns { get; init; }

    /// <summary>The outcome's two values in a fitted model, the positive one last; null for rows to fit, or where no
    /// outcome is read.</summary>
    internal IReadOnlyList<string>? FittedLevels { get; init; }

    /// <inheritdoc/>
    internal override IReadOnlyList<ColumnRole> Roles =>
    [
        new(Response, "the response"),
        .. SubjectColumn.Length > 0 ? (ColumnRole[])[new(SubjectColumn, "the subject column")] : [],
        .. VariableNames.Split(Covariates).Select(static name => new ColumnRole(name, "a covariate")),
    ];
}
