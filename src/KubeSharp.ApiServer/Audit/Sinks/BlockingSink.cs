namespace KubeSharp.ApiServer.Audit.Sinks;

/// <summary>Writes each event before the request goes on.</summary>
internal sealed class BlockingSink(LogOutput output, bool isStrict, AuditErrors errors) : IAuditSink
{
    public bool IsStrict => isStrict;

    public bool Add(ReadOnlyMemory<byte> json)
    {
        try
        {
            output.Write([json]);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            errors.Lost(output.Name, 1, failure.Message);
            return false;
        }
    }
}
