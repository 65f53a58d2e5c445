using System.CommandLine;
using System.CommandLine.Parsing;

namespace KubeSharp.Cli.Commands;

/// <summary>What to say to a command line that is not understood.</summary>
internal static class Usage
{
    /// <summary>The first mistake in one line, and where help is.</summary>
    public static string Mistake(ParseResult parsed)
    {
        var words = new List<string> { "--help" };
        for (SymbolResult? result = parsed.CommandResult; result is CommandResult { Command: not RootCommand } command; result = command.Parent)
        {
            words.Insert(0, command.Command.Name);
        }

        var mistake = parsed.UnmatchedTokens is [var token, ..]
            ? token.StartsWith('-') ? $"unknown flag {token}" : $"unexpected \"{token}\""
            : parsed.Errors[0].Message.TrimEnd('.');
        return $"{mistake}: see kubesharp {string.Join(' ', words)}";
    }
}
