namespace KubeSharp.ApiServer.Audit.Sinks;

/// <summary>Writes each event before the request goes on. That the request, and its thread, wait for it is what the mode is for.</summary>
internal sealed class BlockingSink(IAuditOutput output, AuditForm form, bool isStrict, AuditErrors errors) : IAuditSink
{
    public bool IsStrict => isStrict;

    public bool Add(AuditEvent value)
    {
        if (form.Of(value) is not { } bytes)
        {
            errors.Lost("truncate", 1, "the event is too large");
            return false;
        }

        try
        {
            output.WriteAsync([bytes], CancellationToken.None).GetAwaiter().GetResult();
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            errors.Lost(output.Name, 1, failure.Message);
            return false;
        }
    }
}
