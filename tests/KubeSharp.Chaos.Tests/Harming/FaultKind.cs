namespace KubeSharp.Chaos.Tests.Harming;

internal enum FaultKind
{
    /// <summary>kill -9, and a new process at the end.</summary>
    Kill,

    /// <summary>SIGSTOP, and SIGCONT at the end.</summary>
    Pause,

    /// <summary>Connections are reset and refused.</summary>
    Cut,

    /// <summary>Nothing passes; at the end it does, late.</summary>
    Stall,

    /// <summary>Nothing passes; at the end all connections are reset, with what was on its way.</summary>
    Drop,

    /// <summary>Connections are reset once, and can be made again at once.</summary>
    Reset,
}
