using KubeSharp.ApiServer.Audit;
using KubeSharp.ApiServer.Authentication;

namespace KubeSharp.ApiServer.Http;

/// <summary>
/// One request on its way through the server, whichever transport it came by. Carries what strategies and admission need
/// besides the object itself.
/// </summary>
public sealed class RequestContext
{
    public required RequestInfo Info { get; init; }

    public required UserInfo User { get; init; }

    /// <summary>Time of arrival; the one clock reading of the request.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Nothing is stored. Known from the query; a delete may also say so in its body.</summary>
    public bool DryRun { get; internal set; }

    /// <summary>Name for managedFields: the fieldManager parameter, else the user agent up to its first slash.</summary>
    public string FieldManager { get; init; } = "";

    /// <summary>Messages for Warning headers (299), in order, without duplicates. Null until there is one.</summary>
    public List<string>? Warnings { get; private set; }

    /// <summary>
    /// Undone in reverse order when the request ends without a stored change (an error or a dry run): for admission and
    /// strategies that reserve something, such as a cluster IP.
    /// </summary>
    public List<Action>? Rollbacks { get; private set; }

    /// <summary>What the request occupies of the server while it runs.</summary>
    internal Fairness.Seats Seats { private get; set; }

    /// <summary>Time spent waiting for a turn and for others; not this server's own.</summary>
    internal TimeSpan Waited { get; private set; }

    /// <summary>Bytes of an answer whose length was not known when it began.</summary>
    internal long StreamedBytes { get; set; }

    private List<Action>? Followers { get; set; }

    /// <summary>What is recorded of the request; null where nothing is.</summary>
    internal AuditRecord? Audit { get; init; }

    /// <summary>Whether annotations go anywhere; they need not be made otherwise.</summary>
    public bool IsAudited => Audit is not null;

    /// <summary>Adds an annotation to the request's audit events. The key has a domain, such as <c>pod-security.kubernetes.io/exempt</c>.</summary>
    public void Annotate(string key, string value) => Audit?.Annotate(key, value);

    internal void AddWait(TimeSpan time) => Waited += time;

    public void Warn(string message)
    {
        Warnings ??= [];
        if (!Warnings.Contains(message))
        {
            Warnings.Add(message);
        }
    }

    public void OnRollback(Action undo) => (Rollbacks ??= []).Add(undo);

    /// <summary>Done when the request has been answered and something was stored; it must not fail or block.</summary>
    public void OnStored(Action follow) => (Followers ??= []).Add(follow);

    /// <summary>The field manager of a client that names none: its user agent up to the first slash.</summary>
    internal static string ManagerOf(string userAgent)
    {
        var slash = userAgent.IndexOf('/');
        var manager = slash < 0 ? userAgent : userAgent[..slash];
        return manager.Length <= 128 ? manager : manager[..128];
    }

    /// <summary>The request has been answered: what it reserved is in use, or is given back after a dry run.</summary>
    internal void Complete()
    {
        if (DryRun)
        {
            Rollback();
        }
        else
        {
            Rollbacks = null;
            Followers?.ForEach(static follow => follow());
            Followers = null;
        }
    }

    /// <summary>A watch needs its seats only until it has begun.</summary>
    internal void ReleaseSeats()
    {
        var seats = Seats;
        Seats = default;
        seats.Release();
    }

    internal void Rollback()
    {
        var rollbacks = Rollbacks;
        Rollbacks = null;
        for (var i = (rollbacks?.Count ?? 0) - 1; i >= 0; i--)
        {
            rollbacks![i]();
        }
    }
}
