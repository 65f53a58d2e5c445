namespace KubeSharp.Cli.Commands;

/// <summary>Reads the values of flags that are more than plain words.</summary>
internal static class FlagValues
{
    public static IReadOnlyList<string> Split(string[] values) =>
        [.. values.SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    /// <summary>key=value pairs, as --runtime-config and --node-labels have them. A key alone means true.</summary>
    public static Dictionary<string, string> Pairs(string[] values) =>
        Split(values).Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair.Length == 2 ? pair[1] : "true");

    /// <summary>The content of a file that a flag names; "" if it names none.</summary>
    public static string ReadFile(string path, string flag)
    {
        if (path.Length == 0)
        {
            return "";
        }

        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException failure)
        {
            throw new UserException($"{flag}: {failure.Message}");
        }
    }

    /// <summary>Two numbers with a dash between: the first and the last port.</summary>
    public static (int First, int Last) PortRange(string text, string flag) =>
        text.Split('-') is [var first, var last] && int.TryParse(first, out var from) && int.TryParse(last, out var to) && from > 0 && from <= to && to < 65536
            ? (from, to)
            : throw new UserException($"{flag} {text} is not a range of ports; write it like 30000-32767");
}
