namespace Praxis.Web.Components.RunList;

/// <summary>How far a run has come, as people see it.</summary>
public enum RunStage
{
    /// <summary>Waits in the queue.</summary>
    Waiting,

    /// <summary>Is being fitted.</summary>
    Running,

    /// <summary>Was asked to stop and has not yet.</summary>
    Stopping,

    /// <summary>Is whole.</summary>
    Done,

    /// <summary>Failed.</summary>
    Failed,

    /// <summary>Was stopped by a user.</summary>
    Cancelled,

    /// <summary>Is not whole, and nobody of this server fits it.</summary>
    Interrupted,

    /// <summary>Cannot be read.</summary>
    Damaged,
}
