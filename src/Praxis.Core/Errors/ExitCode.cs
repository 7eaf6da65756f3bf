namespace Praxis.Core;

/// <summary>The process exit codes of every host.</summary>
public enum ExitCode
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>A defect of Praxis; a crash log says where.</summary>
    Defect = 1,

    /// <summary>The command line is not of a known form.</summary>
    Usage = 2,

    /// <summary>The data, the value of an option or the place it names cannot be used; a full disk is such a
    /// place.</summary>
    Input = 3,

    /// <summary>The result cannot be used: training diverged.</summary>
    Unusable = 4,

    /// <summary>The surroundings failed: memory, port, device, a missing native library.</summary>
    Environment = 5,

    /// <summary>Cancelled by the user.</summary>
    Cancelled = 130,
}
