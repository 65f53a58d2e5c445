namespace KubeSharp.Addons.ContainerRuntime;

/// <summary>A program of the system failed; the message says which and what it printed.</summary>
public sealed class CommandException(string message) : Exception(message);
