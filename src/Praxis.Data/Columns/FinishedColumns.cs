namespace Praxis.Data;

/// <summary>A finished column of plain numbers.</summary>
internal sealed record NumberColumn<T>(ReadOnlyMemory<T> Values);

/// <summary>A finished column of Unix seconds.</summary>
internal sealed record TimeColumn(ReadOnlyMemory<long> Values);

/// <summary>A finished column of text.</summary>
internal sealed record TextColumn(IReadOnlyList<string> Values);
