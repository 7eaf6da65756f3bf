using System.Numerics.Tensors;

namespace Praxis.Recommend;

/// <summary>One user's call of the tiled kernels: what is computed, and where the packed keys and values lie.</summary>
internal readonly unsafe struct AttentionPass
{
    private readonly AttentionWorkspace _workspace;

    /// <summary>Prepares a call: packs keys and values of the history, and the position bias amid guards.</summary>
    /// <param name="user">The user.</param>
    /// <param name="first">First row to compute.</param>
    /// <param name="settings">Settings.</param>
    /// <param name="inputs">Q from row first on; K and V from row 0 on.</param>
    /// <param name="lanes">Floats in a vector.</param>
    /// <param name="isBackward">Whether keys as rows and values as columns are needed too.</param>
    /// <param name="workspace">Buffers.</param>
    internal AttentionPass(
        AttentionUser user, int first, in AttentionSettings settings, in AttentionTensors inputs, int lanes,
        bool isBackward, AttentionWorkspace workspace)
    {
        _workspace = workspace;
        User = user;
        First = first;
        Settings = settings;
        Inputs = inputs;
        PairColumns = 2 * lanes;
        KeyPadded = TileShape.RoundUp(settings.KeyWidth, lanes);
        ValuePadded = TileShape.RoundUp(settings.ValueWidth, lanes);
        KeyVectors = KeyPadded / lanes;
        ValueVectors = ValuePadded / lanes;
        Columns = Math.Min(
            TileShape.RoundUp(user.HistoryLength, TileShape.Columns),
            TileShape.RoundUp(user.HistoryLength, PairColumns) + TileShape.BlockRoom);
        HistoryTiles = TileCount(user.HistoryLength - first);
        Tiles = HistoryTiles + TileCount(user.Length - Math.Max(first, user.HistoryLength));
        PackColumns(isBackward);
        ScoreUnit = isBackward ? 1f : ExpTwo.LogTwoOfE;
        if (settings.HasTimeBias)
        {
            TimeBias = workspace.Time.Ensure(TimeBuckets.Count);
            Scale(inputs.TimeBias, TimeBuckets.Count, TimeBias);
        }

        if (settings.PositionCount != 0)
        {
            Diagonal = workspace.Position.Ensure(settings.PositionCount + (2 * TileShape.PositionGuard))
                + TileShape.PositionGuard;
            Scale(inputs.PositionBias, settings.PositionCount, Diagonal);
            Diagonal += settings.PositionCount - 1;
            KernelBuffer.Clear(Diagonal + 1, TileShape.PositionGuard);
        }
    }

    internal AttentionUser User { get; }

    internal AttentionSettings Settings { get; }

    internal AttentionTensors Inputs { get; }

    /// <summary>First row to compute.</summary>
    internal int First { get; }

    /// <summary>Columns of a block of scores: two vectors.</summary>
    internal int PairColumns { get; }

    /// <summary>Dq and Dv in whole vectors.</summary>
    internal int KeyPadded { get; }

    internal int ValuePadded { get; }

    internal int KeyVectors { get; }

    internal int ValueVectors { get; }

    /// <summary>Columns of the history in whole blocks, and room for the zeros that a block of sums adds behind
    /// them.</summary>
    internal int Columns { get; }

    /// <summary>What a score of 1 is computed as: log₂ e in the forward pass, where the exponential is a power of two,
    /// 1 in the backward pass, where the score itself is needed.</summary>
    internal float ScoreUnit { get; }

    /// <summary>w in units of <see cref="ScoreUnit"/>; null without time bias.</summary>
    internal float* TimeBias { get; }

    /// <summary>p of equal places in units of <see cref="ScoreUnit"/>, amid guards; null without position
    /// bias.</summary>
    internal float* Diagonal { get; }

    internal int HistoryTiles { get; }

    /// <summary>Row tiles: first those of the history, then those of the candidates.</summary>
    internal int Tiles { get; }

    /// <summary>Rows of a tile.</summary>
    internal (int Row, int Rows) Tile(int tile)
    {
        bool isHistory = tile < HistoryTiles;
        int start = isHistory ? First : Math.Max(First, User.HistoryLength);
        int end = isHistory ? User.HistoryLength : User.Length;
        int row = start + ((isHistory ? tile : tile - HistoryTiles) * TileShape.Rows);
        return (row, Math.Min(TileShape.Rows, end - row));
    }

    /// <summary>A head's keys as columns, block by block.</summary>
    internal float* KeysAcross(int head, int column) =>
        _workspace.KeysAcross.Ensure(0) + (((long)head * Columns) + column) * Settings.KeyWidth;

    /// <summary>A head's values as rows.</summary>
    internal float* Values(int head, int column) =>
        _workspace.Values.Ensure(0) + (((long)head * Columns) + column) * ValuePadded;

    /// <summary>A head's keys as rows; backward only.</summary>
    internal float* Keys(int head, int column) =>
        _workspace.Keys.Ensure(0) + (((long)head * Columns) + column) * KeyPadded;

    /// <summary>A head's values as columns, block by block; backward only.</summary>
    internal float* ValuesAcross(int head, int column) =>
        _workspace.ValuesAcross.Ensure(0) + (((long)head * Columns) + column) * Settings.ValueWidth;

    private void Scale(float* source, int count, float* target) => TensorPrimitives.Multiply(
        new ReadOnlySpan<float>(source, count), ScoreUnit, new Span<float>(target, count));

    private static int TileCount(int rows) => Math.Max(0, TileShape.RoundUp(rows, TileShape.Rows) / TileShape.Rows);

    private void PackColumns(bool isBackward)
    {
        long total = (long)Settings.HeadCount * Columns;
        _workspace.KeysAcross.Ensure(total * Settings.KeyWidth);
        _workspace.Values.Ensure(isBackward ? 0 : total * ValuePadded);
        _workspace.Keys.Ensure(isBackward ? total * KeyPadded : 0);
        _workspace.ValuesAcross.Ensure(isBackward ? total * Settings.ValueWidth : 0);
        int rows = User.HistoryLength;
        for (int head = 0; head < Settings.HeadCount; head++)
        {
            StridedRows keys = Inputs.Keys.From(0, head * Settings.KeyWidth);
            StridedRows values = Inputs.Values.From(0, head * Settings.ValueWidth);
            TilePacking.Across(keys, rows, Settings.KeyWidth, PairColumns, KeysAcross(head, 0));
            if (isBackward)
            {
                TilePacking.Rows(keys, rows, Settings.KeyWidth, 1f, Keys(head, 0), KeyPadded);
                TilePacking.Across(values, rows, Settings.ValueWidth, PairColumns, ValuesAcross(head, 0));
            }
            else
            {
                TilePacking.Rows(values, rows, Settings.ValueWidth, 1f, Values(head, 0), ValuePadded);
            }
        }
    }
}
