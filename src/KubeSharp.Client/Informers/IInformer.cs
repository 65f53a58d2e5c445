namespace KubeSharp.Client.Informers;

/// <summary>Keeps a local copy of a resource up to date.</summary>
public interface IInformer
{
    /// <summary>The first list is in the store and has been told to the handlers.</summary>
    bool HasSynced { get; }

    /// <summary>Completes with the first list.</summary>
    Task WaitForSyncAsync(CancellationToken cancellationToken);

    /// <summary>Lists and watches until cancelled, and survives every failure of the server. To be called once.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}
