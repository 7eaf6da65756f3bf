namespace Praxis.Core;

/// <summary>Options whose values must fit each other, beyond the range of each.</summary>
public interface IJointlyChecked
{
    /// <summary>Checks what no single range can say; called wherever options are made or validated, so before any data
    /// is read.</summary>
    /// <exception cref="InputException">Two values do not fit.</exception>
    void CheckJointly();
}
