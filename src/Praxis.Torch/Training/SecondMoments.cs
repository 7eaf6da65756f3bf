namespace Praxis.Torch;

/// <summary>How many second moments a table of rows keeps.</summary>
public enum SecondMoments
{
    /// <summary>One for each element, as AdamW has it.</summary>
    Element,

    /// <summary>One for each row, the mean over its elements: row-wise AdamW, half the memory of the moments.</summary>
    Row,
}
