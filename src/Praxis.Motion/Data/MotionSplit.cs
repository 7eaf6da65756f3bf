namespace Praxis.Motion;

/// <summary>What a clip is for.</summary>
public enum MotionSplit
{
    /// <summary>The folder does not say.</summary>
    None,

    /// <summary>To learn from.</summary>
    Train,

    /// <summary>To choose the best state by.</summary>
    Validation,

    /// <summary>To measure on.</summary>
    Test,
}
