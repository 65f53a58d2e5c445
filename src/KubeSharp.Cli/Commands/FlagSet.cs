using System.CommandLine;

namespace KubeSharp.Cli.Commands;

/// <summary>Adds flags to a command in one line each, with upstream's names.</summary>
internal sealed class FlagSet(Command command)
{
    public Option<string> Text(string name, string description, string value = "")
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => value };
        command.Options.Add(option);
        return option;
    }

    public Option<string> RequiredText(string name, string description)
    {
        var option = new Option<string>(name) { Description = description, Required = true };
        command.Options.Add(option);
        return option;
    }

    public Option<int> Number(string name, string description, int value)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => value };
        command.Options.Add(option);
        return option;
    }

    public Option<bool> Switch(string name, string description, bool value)
    {
        var option = new Option<bool>(name) { Description = description, DefaultValueFactory = _ => value };
        command.Options.Add(option);
        return option;
    }

    /// <summary>Values separated by commas; the flag may be repeated.</summary>
    public Option<string[]> List(string name, string description)
    {
        var option = new Option<string[]>(name) { Description = description, DefaultValueFactory = _ => [] };
        command.Options.Add(option);
        return option;
    }

    public Option<int> Verbosity() => Number("--v", "Verbosity of the log: 0 warnings, 1 notices, 4 debugging", 1);
}
