namespace KubeSharp.ApiServer.Cache;

/// <summary>What lies between the bytes of an object and those in the store: encryption at rest.</summary>
internal interface IStoredForm
{
    /// <summary>Obtains what it takes to read the value.</summary>
    /// <exception cref="Storage.Errors.StoreException">Not now; later perhaps.</exception>
    ValueTask PrepareAsync(ReadOnlyMemory<byte> stored, CancellationToken cancellationToken);

    /// <summary>The object's bytes. Only after <see cref="PrepareAsync"/>.</summary>
    /// <exception cref="StoredFormException">They are not to be had.</exception>
    ReadOnlyMemory<byte> FromStore(string key, ReadOnlyMemory<byte> stored);

    /// <summary>What is to be stored.</summary>
    /// <exception cref="StoredFormException">It cannot be made.</exception>
    byte[] ToStore(string key, byte[] value);

    /// <summary>Whether a write of the same object would be stored in another form.</summary>
    bool IsStale(ReadOnlyMemory<byte> stored);
}
