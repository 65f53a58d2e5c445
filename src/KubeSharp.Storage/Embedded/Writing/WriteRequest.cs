namespace KubeSharp.Storage.Embedded.Writing;

/// <summary>Something for the writer thread to do. The caller learns the result when it is durable.</summary>
internal abstract class WriteRequest
{
    public virtual CancellationToken Cancellation => default;

    /// <summary>
    /// Changes the batch. It throws one of the contract's errors only before its first change; such an error concerns this request alone.
    /// </summary>
    public abstract void Run(WriteBatch batch);

    /// <summary>Called once the batch is durable and visible.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception error);
}
