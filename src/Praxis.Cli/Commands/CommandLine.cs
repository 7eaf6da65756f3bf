using System.CommandLine;
using System.Reflection;
using Praxis.Core;

namespace Praxis.Cli;

/// <summary>Runs a command line from its words to its exit code; the one place where errors become lines and
/// codes.</summary>
internal static class CommandLine
{
    /// <summary>Parses and runs.</summary>
    /// <param name="arguments">The words after <c>praxis</c>.</param>
    /// <param name="host">Surroundings and streams.</param>
    /// <returns>The exit code.</returns>
    public static int Run(IReadOnlyList<string> arguments, VerbHost host) => RunGuarded(arguments, host with
    {
        Output = new GuardedWriter(host.Output, RefuseOutput),

        // A job is not stopped, nor its error lost, because nobody can hear of it.
        Error = new GuardedWriter(host.Error, static _ => { }),
    });

    private static int RunGuarded(IReadOnlyList<string> arguments, VerbHost host)
    {
        bool isVerbose = arguments.Contains("--verbose");
        try
        {
            Dispatch(arguments, host);
            return (int)ExitCode.Done;
        }
        catch (Exception exception) when (PraxisException.Unwrap(exception) is PraxisException cause)
        {
            return Refuse(host, exception, cause.Message, cause.ExitCode, isVerbose);
        }
        catch (Exception exception) when (PraxisException.Unwrap(exception) is OperationCanceledException)
        {
            return Refuse(host, exception, "cancelled", ExitCode.Cancelled, isVerbose);
        }
        catch (Exception exception)
            when (PraxisException.Unwrap(exception) is IOException or UnauthorizedAccessException)
        {
            string message = PraxisException.Unwrap(exception).Message;
            return Refuse(host, exception, message, ExitCode.Input, isVerbose);
        }
        catch (OutOfMemoryException exception)
        {
            return Refuse(host, exception, exception.Message, ExitCode.Environment, isVerbose);
        }
#pragma warning disable CA1031 // The outermost door: whatever comes here is a defect of ours, and is told as one.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            string log = CrashLog.Write(exception, arguments, host.Environment.Clock);
            string message =
                $"a defect of praxis stopped it ({exception.GetType().Name}: {FirstLine(exception.Message)}); {log}";
            return Refuse(host, exception, message, ExitCode.Defect, isVerbose);
        }
    }

    private static void RefuseOutput(IOException exception) => throw new StorageException(
        $"standard output: the result cannot be written ({FirstLine(exception.Message)}); free space there or send it "
        + "elsewhere",
        exception);

    private static void Dispatch(IReadOnlyList<string> arguments, VerbHost host)
    {
        var tree = new CommandTree(host.Environment.Methods);
        ParseResult parsed = tree.Parse(arguments);
        if (tree.Help.IsOn(parsed))
        {
            host.Output.Write(HelpText.Of(tree, parsed.CommandResult, host.Width));
        }
        else if (ParseProblem.Of(parsed) is { } problem && !tree.Version.IsOn(parsed))
        {
            throw problem;
        }
        else if (parsed.CommandResult.Command is Verb verb)
        {
            verb.Run(parsed, host);
        }
        else
        {
            host.Output.WriteLine(typeof(CommandLine).Assembly
                .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown");
        }
    }

    private static int Refuse(VerbHost host, Exception exception, string message, ExitCode code, bool isVerbose)
    {
        host.Error.WriteLine($"praxis: {FirstLine(message)}");
        if (isVerbose)
        {
            host.Error.WriteLine(exception);
        }

        return (int)code;
    }

    private static string FirstLine(string message) => message.Split('\n')[0].TrimEnd();
}
