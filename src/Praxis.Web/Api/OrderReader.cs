using Praxis.App;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>Makes the order of a fit out of a body, with the command line's messages.</summary>
internal static class OrderReader
{
    private const double LeastSeconds = 0.001;
    private const double MostSeconds = 3_600_000;

    /// <summary>Reads an order.</summary>
    /// <exception cref="PraxisException">The body cannot be used.</exception>
    public static FitOrder Read(FitBody body, DataPlaces places, RunCatalog catalog)
    {
        if (body.Method is null)
        {
            throw new UsageException("fit needs a method; 'praxis methods' lists them");
        }

        Method method = MethodCatalog.Find(catalog.Methods, body.Method);
        if (body.Sample == body.Data is not null)
        {
            string found = body.Data is null ? "neither was given" : "both were given";
            throw new UsageException($"fit {method.Name} needs either data or sample; {found}");
        }

        if (body.Threads is < 1 or > 1024)
        {
            throw new InputException($"threads must be an integer in [1, 1024]; got {body.Threads}");
        }

        if (body.TimeLimit is { } seconds && !(seconds is >= LeastSeconds and <= MostSeconds))
        {
            throw new InputException(
                $"timeLimit must be seconds in [{LeastSeconds}, {MostSeconds}]; got {seconds}");
        }

        if (body.Name is { } name)
        {
            RunFolder.RequireName(name);
        }

        if (body.Continue is not null && method.ContinueHelp is null)
        {
            throw new UsageException($"{method.Name} cannot go on from another run; leave continue out");
        }

        Dictionary<string, string> input = ApiJson.Texts(body.Input, "input");
        foreach (string flag in method.InputFileFlags.Where(
            flag => method.IsInputFile(flag, input.GetValueOrDefault(flag) ?? "")))
        {
            input[flag] = places.Resolve(input[flag]);
        }

        return new FitOrder(method.Name)
        {
            DataPath = body.Data is { } data ? places.Resolve(data) : null,
            Name = body.Name,
            ContinueFrom = body.Continue is { } previous
                ? RunIdentity.Read(catalog.FolderOf(previous), static run => run.ReadManifest()).Id
                : null,
            InputValues = input,
            OptionValues = ApiJson.Texts(body.Options, "options"),
            Seed = body.Seed ?? 42,
            ThreadCount = body.Threads ?? Environment.ProcessorCount,
            TimeLimit = body.TimeLimit is { } limit ? TimeSpan.FromSeconds(limit) : null,
        };
    }
}
