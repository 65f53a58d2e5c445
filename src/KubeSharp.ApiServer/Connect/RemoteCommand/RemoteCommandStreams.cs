namespace KubeSharp.ApiServer.Connect.RemoteCommand;

/// <summary>Which streams an exec or attach asks for.</summary>
internal readonly record struct RemoteCommandStreams(bool Stdin, bool Stdout, bool Stderr, bool Tty)
{
    public const byte StdinChannel = 0;
    public const byte StdoutChannel = 1;
    public const byte StderrChannel = 2;
    public const byte ErrorChannel = 3;
    public const byte ResizeChannel = 4;
    public const byte CloseChannel = 255;

    /// <summary>A terminal has one output: with tty there is no stderr.</summary>
    public bool HasStderr => Stderr && !Tty;

    public bool Any => Stdin || Stdout || Stderr;
}
