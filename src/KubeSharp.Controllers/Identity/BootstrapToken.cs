using System.Globalization;
using System.Text;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Controllers.Identity;

/// <summary>A token by which new nodes and the cluster get to know each other, as its Secret in kube-system has it.</summary>
/// <param name="Id">The public half.</param>
/// <param name="Secret">The other half.</param>
/// <param name="Expiration">When it ends; null if it does not.</param>
/// <param name="Signs">Whether cluster-info is signed with it.</param>
internal sealed record BootstrapToken(string Id, string Secret, DateTimeOffset? Expiration, bool Signs)
{
    public const string Namespace = "kube-system";
    public const string SecretType = "bootstrap.kubernetes.io/token";
    private const string NamePrefix = "bootstrap-token-";

    /// <summary>Null if the Secret is none, or is not whole. An expiration that cannot be read has passed.</summary>
    public static BootstrapToken? Of(Secret secret)
    {
        if (secret.Type != SecretType || secret.Metadata.Namespace != Namespace)
        {
            return null;
        }

        var (id, value) = (Field(secret, "token-id"), Field(secret, "token-secret"));
        if (id.Length == 0 || value.Length == 0 || secret.Metadata.Name != NamePrefix + id)
        {
            return null;
        }

        var expiration = Field(secret, "expiration");
        return new BootstrapToken(id, value, expiration.Length == 0 ? null : Parse(expiration), Field(secret, "usage-bootstrap-signing") == "true");
    }

    private static string Field(Secret secret, string name) => secret.Data.TryGetValue(name, out var value) ? Encoding.UTF8.GetString(value.Span) : "";

    private static DateTimeOffset Parse(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : DateTimeOffset.MinValue;
}
