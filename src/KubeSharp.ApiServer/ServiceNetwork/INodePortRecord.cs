namespace KubeSharp.ApiServer.ServiceNetwork;

/// <summary>The store-wide record of node ports in use.</summary>
internal interface INodePortRecord
{
    /// <summary>As far as this server knows: for picking.</summary>
    bool IsTaken(int port);

    /// <summary>Takes all of them, or none and says which are somebody else's.</summary>
    /// <exception cref="Storage.Errors.StoreException">It may or may not have happened.</exception>
    ValueTask<IReadOnlyList<int>> TakeAsync(IReadOnlyList<int> ports, CancellationToken cancellationToken);

    ValueTask ReleaseAsync(IReadOnlyList<int> ports, CancellationToken cancellationToken);

    /// <summary>Changes the whole set, again when somebody else was faster.</summary>
    ValueTask ChangeAsync(Func<PortBitmap, PortBitmap> change, CancellationToken cancellationToken);
}
