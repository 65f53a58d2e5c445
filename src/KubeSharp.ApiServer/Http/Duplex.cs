using System.IO.Pipelines;

namespace KubeSharp.ApiServer.Http;

/// <summary>The two directions of a connection.</summary>
internal sealed class Duplex(PipeReader input, PipeWriter output) : IDuplexPipe
{
    public PipeReader Input => input;

    public PipeWriter Output => output;
}
