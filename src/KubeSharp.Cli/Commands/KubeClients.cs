using KubeSharp.Client;
using KubeSharp.Client.Configuration;
using KubeSharp.Client.Http;

namespace KubeSharp.Cli.Commands;

internal static class KubeClients
{
    /// <summary>A client over HTTP from a kubeconfig file; without one, from the usual places.</summary>
    public static KubeClient FromKubeconfig(string path, string userAgent, TimeProvider time) => new(Transport(path, userAgent, time));

    public static HttpTransport Transport(string path, string userAgent, TimeProvider time)
    {
        try
        {
            var config = ClientConfig.From(path.Length > 0 ? KubeConfig.Load(path) : KubeConfig.LoadDefault());
            return new HttpTransport(config with { UserAgent = userAgent }, time);
        }
        catch (Exception failure) when (failure is KubeConfigException or IOException)
        {
            throw new UserException($"--kubeconfig: {failure.Message}");
        }
    }
}
