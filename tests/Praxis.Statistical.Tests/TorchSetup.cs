using System.Runtime.CompilerServices;
using Praxis.Torch;

namespace Praxis.Statistical.Tests;

/// <summary>Tests that touch TorchSharp before any type of Praxis.Torch need the natives loaded first.</summary>
internal static class TorchSetup
{
#pragma warning disable CA2255 // A test assembly has no other place that runs before the tests.
    [ModuleInitializer]
    internal static void Initialize() => TorchRuntime.Ensure();
#pragma warning restore CA2255
}
