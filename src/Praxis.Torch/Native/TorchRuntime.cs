using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Praxis.Core;
using TorchSharp;

namespace Praxis.Torch;

/// <summary>Makes libtorch ready: loads it on systems that refuse the packaged file, sets threads that do not collapse,
/// and sees before convolutions that they are right on this processor.</summary>
/// <remarks>
/// Torch runs on one thread a call; Praxis puts its own threads outside, over fixed shards of the work. So results do
/// not depend on the number of threads, and no OpenMP barrier spins on a busy machine.
/// </remarks>
public static partial class TorchRuntime
{
    private static readonly Lazy<bool> IsReady = new(Load);
    private static readonly Lazy<bool> AreConvolutionsReady = new(static () =>
    {
        ConvolutionCheck.Run();
        return true;
    });

    /// <summary>Loads libtorch and sets its threads; free to call again. The module's initialiser calls it
    /// first.</summary>
    /// <exception cref="EnvironmentException">The native libraries are missing or refused by the system's
    /// loader.</exception>
    public static void Ensure() => _ = IsReady.Value;

    /// <summary>Sees that convolutions are right on this processor, and does without oneDNN where they are not; free to
    /// call again.</summary>
    /// <exception cref="EnvironmentException">They are wrong in any case.</exception>
    public static void EnsureConvolutions() => _ = AreConvolutionsReady.Value;

    // TorchSharp loads natives in a static constructor; nothing but a module initialiser runs before it.
#pragma warning disable CA2255
    [ModuleInitializer]
    internal static void Initialize() => Ensure();
#pragma warning restore CA2255

    private static bool Load()
    {
        try
        {
            // A spinning barrier costs a busy machine a hundredfold; libgomp reads this when it is loaded.
            SetNativeVariable("OMP_WAIT_POLICY", "passive");
            if (OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64)
            {
                LoadOnLinux();
            }

            torch.set_num_threads(1);
            return true;
        }
        catch (Exception exception) when (exception is not PraxisException)
        {
            throw new EnvironmentException(
                $"libtorch cannot be loaded on this system ({exception.GetBaseException().Message}); restore the "
                    + "packages again",
                exception);
        }
    }

    private static void LoadOnLinux()
    {
        string folder = FindNativeFolder();
        foreach (string library in new[] { "libc10.so", "libtorch_cpu.so", "libtorch.so" })
        {
            NativeLibrary.Load(FindIn(folder, library));
        }

        string shim = Path.Combine(folder, "libLibTorchSharp.so");
        if (NativeLibrary.TryLoad(shim, out _))
        {
            return;
        }

        // The shim names GLIBCXX_3.4.32 for a symbol that no relocation uses. With that need marked weak the loader
        // takes it; TorchSharp's own load by name then finds it in the process.
        byte[] bytes = File.ReadAllBytes(shim);
        if (!ElfVersionNeeds.MakeWeak(bytes, "GLIBCXX_3.4.31", "GLIBCXX_3.4.32"))
        {
            NativeLibrary.Load(shim);
            return;
        }

        string folderOfCopy = Directory.CreateTempSubdirectory("praxis-torch-").FullName;
        string copy = Path.Combine(folderOfCopy, "libLibTorchSharp.so");
        try
        {
            File.WriteAllBytes(copy, bytes);
            NativeLibrary.Load(copy);
        }
        finally
        {
            Directory.Delete(folderOfCopy, recursive: true);
        }
    }

    private static string FindNativeFolder()
    {
        string searched = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? string.Empty;
        string[] folders =
        [
            Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native"),
            AppContext.BaseDirectory,
            .. searched.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        ];
        return folders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "libLibTorchSharp.so")))
            ?? throw new EnvironmentException(
                "libLibTorchSharp.so is not beside the program; restore the packages again");
    }

    private static string FindIn(string folder, string library)
    {
        string near = Path.Combine(folder, library);
        if (File.Exists(near))
        {
            return near;
        }

        string searched = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? string.Empty;
        return searched.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(other => Path.Combine(other, library))
            .FirstOrDefault(File.Exists)
            ?? throw new EnvironmentException($"{library} is not beside the program; restore the packages again");
    }

    private static void SetNativeVariable(string name, string value)
    {
        // Environment.SetEnvironmentVariable does not reach native code on Unix.
        if (OperatingSystem.IsWindows())
        {
            Environment.SetEnvironmentVariable(name, value);
        }
        else
        {
            _ = SetEnvironment(name, value, 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
