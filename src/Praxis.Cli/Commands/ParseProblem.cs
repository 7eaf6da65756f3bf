using System.CommandLine;
using System.CommandLine.Parsing;
using Praxis.Core;

namespace Praxis.Cli;

/// <summary>Turns what the parser could not use into one line with the nearest known name.</summary>
internal static class ParseProblem
{
    /// <summary>The error of a command line, or null when it is of a known form.</summary>
    public static PraxisException? Of(ParseResult parsed)
    {
        CommandResult found = parsed.CommandResult;
        string? stray = parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0]
            : found.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens)
                .Select(token => token.Value).FirstOrDefault(value => value.Length > 1 && value[0] == '-');
        if (stray is not null)
        {
            return Denied(parsed, stray) is { } option
                ? new InputException($"{option.Name} must be true or false; got {stray}")
                : Stray(found, stray);
        }

        if (parsed.Errors.Count == 0)
        {
            return null;
        }

        ParseError error = parsed.Errors[0];
        string path = PathOf(found);
        return error.SymbolResult switch
        {
            OptionResult { Tokens.Count: 0 } option =>
                new UsageException($"{option.Option.Name} needs a value; '{path} --help' tells which"),
            OptionResult { IdentifierTokenCount: > 1 } option =>
                new UsageException($"{option.Option.Name} was given more than once"),
            ArgumentResult argument => Missing(path, argument.Argument.Name),
            CommandResult command when command.Command.Subcommands.Count > 0 => Incomplete(command),
            CommandResult command when command.Command.Arguments.Count > 0 =>
                Missing(path, command.Command.Arguments[0].Name),
            _ => new UsageException(error.Message.Split('\n')[0].TrimEnd('.') + $"; '{path} --help' shows the form"),
        };
    }

    /// <summary>The words that lead to a command.</summary>
    public static string PathOf(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{PathOf(parent)} {command.Command.Name}" : command.Command.Name;

    // A switch leaves a word that is neither true nor false behind; the word then stands right after it.
    private static Option? Denied(ParseResult parsed, string stray)
    {
        int place = parsed.Tokens.Select(token => token.Value).ToList().IndexOf(stray);
        string before = place > 0 ? parsed.Tokens[place - 1].Value : string.Empty;
        return stray.StartsWith('-') ? null
            : parsed.CommandResult.Command.Options.FirstOrDefault(
                option => option is Option<bool> && option.Name == before);
    }

    private static UsageException Missing(string path, string argument) =>
        new($"{path} needs {argument}; '{path} --help' shows the form");

    private static UsageException Incomplete(CommandResult command)
    {
        string kind = command.Command is FitVerb or ScaleVerb ? "a method" : "a verb";
        string known = string.Join(", ", command.Command.Subcommands.Select(child => child.Name));
        return new UsageException($"{PathOf(command)} needs {kind}; known are {known}");
    }

    private static UsageException Stray(CommandResult command, string stray)
    {
        string path = PathOf(command);
        if (stray.StartsWith('-'))
        {
            string flag = stray.Split('=')[0];
            string[] near = [.. NearestName.AllOf(flag.TrimStart('-'), FlagsOf(command).Select(name => name[2..]))];
            string meant = near.Length == 0
                ? string.Empty
                : $"did you mean {string.Join(" or ", near.Select(name => "--" + name))}? ";
            return new UsageException($"{flag} is not known by {path}; {meant}see '{path} --help'");
        }

        if (command.Command.Subcommands.Count > 0)
        {
            string kind = command.Command is FitVerb or ScaleVerb ? "method" : "verb";
            return new UsageException(
                NearestName.Unknown(kind, stray, command.Command.Subcommands.Select(child => child.Name)));
        }

        return new UsageException($"{path} does not take \"{stray}\"; '{path} --help' shows the form");
    }

    private static IEnumerable<string> FlagsOf(CommandResult command)
    {
        IEnumerable<string> own = command.Command.Options.Select(option => option.Name);
        for (SymbolResult? above = command.Parent; above is CommandResult parent; above = parent.Parent)
        {
            own = own.Concat(parent.Command.Options.Where(option => option.Recursive).Select(option => option.Name));
        }

        return own;
    }
}
