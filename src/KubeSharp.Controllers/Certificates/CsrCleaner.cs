using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KubeSharp.Api;
using KubeSharp.Api.Certificates.V1;
using KubeSharp.Client.Informers;
using KubeSharp.Controllers.Ownership;

namespace KubeSharp.Controllers.Certificates;

/// <summary>Deletes requests that have served their purpose, or never will.</summary>
internal sealed class CsrCleaner : IController
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);
    private static readonly TimeSpan KeepDecided = TimeSpan.FromHours(1);
    private static readonly TimeSpan KeepPending = TimeSpan.FromHours(24);

    private readonly ControllerContext _context;
    private readonly Store<CertificateSigningRequest> _requests;

    public CsrCleaner(ControllerContext context)
    {
        _context = context;
        _requests = context.Informer<CertificateSigningRequest>().Store;
    }

    public string Name => "certificatesigningrequest-cleaner-controller";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Period, _context.Time);
        try
        {
            do
            {
                await CleanAsync(cancellationToken).ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping is how this loop ends.
        }
    }

    /// <summary>One round.</summary>
    public async Task CleanAsync(CancellationToken cancellationToken)
    {
        foreach (var request in _requests.List())
        {
            if (!IsDue(request))
            {
                continue;
            }

            try
            {
                await _context.Client.DeleteAsync<CertificateSigningRequest>("", request.Metadata.Name, Deletions.Exactly(request), cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (ApiException)
            {
                // Gone, or refused: the next round sees.
            }
        }
    }

    private bool IsDue(CertificateSigningRequest request)
    {
        var now = _context.Time.GetUtcNow();
        if (HasExpired(request, now))
        {
            return true;
        }

        var isDecided = request.IsRefused() || (request.IsApproved() && request.Status.Certificate.Length > 0);
        var since = request.Status.Conditions.Count > 0
            ? request.Status.Conditions.Max(static condition => condition.LastUpdateTime)
            : request.Metadata.CreationTimestamp;
        return now - since.Value > (isDecided ? KeepDecided : KeepPending);
    }

    private static bool HasExpired(CertificateSigningRequest request, DateTimeOffset now)
    {
        if (request.Status.Certificate.Length == 0)
        {
            return false;
        }

        try
        {
            using var certificate = X509Certificate2.CreateFromPem(request.Status.Certificate.ToUtf8String());
            return certificate.NotAfter.ToUniversalTime() < now.UtcDateTime;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
