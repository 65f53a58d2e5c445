using System.CommandLine;
using System.Globalization;
using KubeSharp.Serving.Logging;

namespace KubeSharp.Cli.Commands;

/// <summary>Adds flags to a command in one line each, with upstream's names.</summary>
internal sealed class FlagSet(Command command)
{
    private readonly List<Option> _options = [];
    private readonly List<(string Name, Func<ParseResult, string> Value)> _values = [];

    /// <summary>How much the process logs, once it runs.</summary>
    public LogVerbosity LogLevel { get; } = new(1);

    public Option<string> Text(string name, string description, string value = "")
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => value };
        return Add(option);
    }

    /// <summary>Those of its flags that were given on the command line, as words for another process of this program.</summary>
    public IReadOnlyList<string> Given(ParseResult result) =>
    [
        .. _options
            .Select(option => (option.Name, Result: result.GetResult(option)))
            .Where(option => option.Result is { Implicit: false })
            .SelectMany(option => option.Result!.Tokens.Select(token => $"{option.Name}={token.Value}")),
    ];

    /// <summary>All flags with the values in force, without the leading dashes.</summary>
    public IReadOnlyDictionary<string, string> Values(ParseResult result) =>
        _values.ToDictionary(flag => flag.Name.TrimStart('-'), flag => flag.Value(result), StringComparer.Ordinal);

    public Option<string> RequiredText(string name, string description)
    {
        var option = new Option<string>(name) { Description = description, Required = true };
        return Add(option);
    }

    public Option<int> Number(string name, string description, int value)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => value };
        return Add(option);
    }

    public Option<long> Bytes(string name, string description)
    {
        var option = new Option<long>(name) { Description = description, DefaultValueFactory = _ => 0 };
        return Add(option);
    }

    public Option<bool> Switch(string name, string description, bool value)
    {
        var option = new Option<bool>(name) { Description = description, DefaultValueFactory = _ => value };
        return Add(option);
    }

    /// <summary>Values separated by commas; the flag may be repeated.</summary>
    public Option<string[]> List(string name, string description)
    {
        var option = new Option<string[]>(name) { Description = description, DefaultValueFactory = _ => [] };
        return Add(option);
    }

    public Option<int> Verbosity() => Number("--v", "Verbosity of the log: 0 warnings, 1 notices, 4 debugging, 6 everything", 1);

    public Option<string> LoggingFormat() => Text("--logging-format", "Form of log lines: text or json", "text");

    private Option<T> Add<T>(Option<T> option)
    {
        // Of a single value given twice the last counts, as with upstream's flags.
        option.AllowMultipleArgumentsPerToken = option.Arity.MaximumNumberOfValues == 1;
        _options.Add(option);
        _values.Add((option.Name, result => Text(result.GetValue(option))));
        command.Options.Add(option);
        return option;
    }

    private static string Text<T>(T value) => value switch
    {
        bool flag => flag ? "true" : "false",
        string[] list => string.Join(',', list),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
