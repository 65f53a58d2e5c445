using KubeSharp.ApiServer.Configuration;
using KubeSharp.ApiServer.Webhooks;
using KubeSharp.Client.Configuration;
using KubeSharp.Client.Http;

namespace KubeSharp.ApiServer.Admission.Webhooks;

/// <summary>
/// Who the server is to its admission webhooks: a kubeconfig whose users are named after the hosts that see them: a host (with its port
/// unless that is 443), <c>*.</c> and the end of one, or <c>*</c>. A service's host is <c>name.namespace.svc</c>.
/// </summary>
internal sealed class WebhookCredentials(KubeConfig config, TimeProvider time)
{
    private const int DefaultPort = 443;

    /// <exception cref="ConfigurationException">The file cannot be used.</exception>
    public static WebhookCredentials? Load(string path, TimeProvider time)
    {
        try
        {
            return path.Length == 0 ? null : new WebhookCredentials(KubeConfig.Load(path), time);
        }
        catch (KubeConfigException unusable)
        {
            throw new ConfigurationException($"{path}: {unusable.Message}", unusable);
        }
    }

    /// <summary>What this webhook is shown; null for nothing.</summary>
    public UserCredentials? Of(WebhookAddress address) =>
        address.Service is { } service ? Of($"{service.Name}.{service.Namespace}.svc", service.Port)
        : Uri.TryCreate(address.Url, UriKind.Absolute, out var url) ? Of(url.Host, url.Port)
        : null;

    private UserCredentials? Of(string host, int port)
    {
        var user = Candidates(port == DefaultPort ? host : $"{host}:{port}")
            .Select(name => config.Users.FirstOrDefault(user => user.Name == name))
            .FirstOrDefault(user => user is not null)
            ?? OfCurrentContext();
        return user is null ? null : new UserCredentials(user, time);
    }

    /// <summary>The best match first.</summary>
    private static IEnumerable<string> Candidates(string target)
    {
        yield return target;
        var steps = target.Split('.');
        for (var i = 1; i < steps.Length; i++)
        {
            yield return "*." + string.Join('.', steps[i..]);
        }

        yield return "*";
    }

    private KubeConfigUser? OfCurrentContext() =>
        config.Contexts.FirstOrDefault(context => context.Name == config.CurrentContext) is { } current
            ? config.Users.FirstOrDefault(user => user.Name == current.User)
            : null;
}
