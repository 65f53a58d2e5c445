namespace KubeSharp.ApiServer.Hosting;

/// <summary>Work of the server besides requests: bootstrapping objects, keeping caches.</summary>
internal interface IServerTask
{
    string Name { get; }

    /// <summary>Runs until it is done or cancelled. The server is ready when <see cref="Started"/> of all tasks has completed.</summary>
    Task RunAsync(CancellationToken cancellationToken);

    /// <summary>Completes when the server may call itself ready as far as this task is concerned.</summary>
    Task Started { get; }
}
