namespace KubeSharp.Storage.Embedded.Writing;

/// <summary>A request with a caller who waits for a result.</summary>
internal abstract class WriteRequest<TResult>(CancellationToken cancellation) : WriteRequest
{
    private readonly TaskCompletionSource<TResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TResult? _result;

    public Task<TResult> Task => _completion.Task;

    public override CancellationToken Cancellation => cancellation;

    public override void Run(WriteBatch batch) => _result = Execute(batch);

    public override void Complete() => _completion.TrySetResult(_result!);

    public override void Fail(Exception error) => _completion.TrySetException(error);

    protected abstract TResult Execute(WriteBatch batch);
}
