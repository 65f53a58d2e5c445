namespace KubeSharp.Chaos.Tests.Harming;

/// <summary>Where a fault is.</summary>
internal enum Place
{
    /// <summary>An API server, or the ways of clients to it.</summary>
    Server,

    /// <summary>An etcd member, or its ways to the others.</summary>
    Member,

    /// <summary>The ways of an API server to etcd; only connections can be harmed.</summary>
    Store,
}
