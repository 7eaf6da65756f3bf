namespace Praxis.Data;

/// <summary>A finished column of plain numbers.</summary>
internal sealed record NumberColumn<T>(ReadOnlyMemory<T> Values);

/// <summary>A column that was to hold numbers and does not.</summary>
/// <param name="Row">The row of its first cell that is no number.</param>
/// <param name="Cell">That cell, in quotation marks.</param>
internal sealed record TextInsteadColumn(int Row, string Cell);

/// <summary>A finished column of Unix seconds.</summary>
internal sealed record TimeColumn(ReadOnlyMemory<long> Values);

/// <summary>A finished column of text.</summary>
internal sealed record TextColumn(IReadOnlyList<string> Values);
