using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>Checks the handlers of one probe or hook, of which there must be exactly one.</summary>
internal ref struct HandlerCount(ErrorList errors, FieldPath path)
{
    private bool _found;

    public void Exec(ExecAction? exec)
    {
        if (exec is not null && Take("exec") && exec.Command.Count == 0)
        {
            errors.Required(path.Child("exec").Child("command"), "");
        }
    }

    public void Http(HTTPGetAction? http)
    {
        if (http is null || !Take("httpGet"))
        {
            return;
        }

        var action = path.Child("httpGet");
        FieldChecks.Required(errors, action, "path", http.Path);
        FieldChecks.PortOrName(errors, action, "port", http.Port);
        FieldChecks.OneOf(errors, action, "scheme", http.Scheme, "HTTP", "HTTPS");
        foreach (var header in http.HTTPHeaders)
        {
            if (!NameRules.IsHttpHeaderName(header.Name))
            {
                errors.InvalidText(action.Child("httpHeaders"), header.Name, NameMessages.HttpHeaderName);
            }
        }
    }

    public void Tcp(TCPSocketAction? tcp)
    {
        if (tcp is not null && Take("tcpSocket"))
        {
            FieldChecks.PortOrName(errors, path.Child("tcpSocket"), "port", tcp.Port);
        }
    }

    public void Grpc(GRPCAction? grpc)
    {
        if (grpc is not null && Take("grpc"))
        {
            FieldChecks.Port(errors, path.Child("grpc"), "port", grpc.Port);
        }
    }

    public void Sleep(SleepAction? sleep, long? grace)
    {
        if (sleep is not null && Take("sleep") && grace is { } limit && (sleep.Seconds < 0 || sleep.Seconds > limit))
        {
            errors.InvalidNumber(
                path.Child("sleep"), sleep.Seconds, $"must be non-negative and less than terminationGracePeriodSeconds ({limit})");
        }
    }

    public readonly void Finish()
    {
        if (!_found)
        {
            errors.Required(path, "must specify a handler type");
        }
    }

    private bool Take(string field)
    {
        if (_found)
        {
            errors.Forbidden(path.Child(field), "may not specify more than 1 handler type");
            return false;
        }

        return _found = true;
    }
}
