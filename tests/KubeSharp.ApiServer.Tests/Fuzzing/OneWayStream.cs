namespace KubeSharp.ApiServer.Tests.Fuzzing;

/// <summary>A connection whose peer has said all it will say and takes whatever it is told.</summary>
internal sealed class OneWayStream(byte[] said) : MemoryStream(said, writable: false)
{
    public override bool CanWrite => true;

    public override void Write(byte[] buffer, int offset, int count)
    {
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.CompletedTask;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
}
