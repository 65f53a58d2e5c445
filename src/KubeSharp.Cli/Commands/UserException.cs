namespace KubeSharp.Cli.Commands;

/// <summary>Something the user can mend: shown as one line, with the remedy, and exit code 1.</summary>
internal sealed class UserException(string message) : Exception(message);
