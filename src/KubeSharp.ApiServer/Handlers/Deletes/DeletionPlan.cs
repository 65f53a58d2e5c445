using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Handlers.Deletes;

/// <summary>
/// Decides how an object goes: at once, after a grace period, or when its finalizers are gone. Pure, so that it can be made
/// again for a newer object.
/// </summary>
/// <param name="Value">The object to store or, for a removal, the last state of it.</param>
internal readonly record struct DeletionPlan(DeletionStep Step, ApiObject Value)
{
    public static DeletionPlan Make(ResourceStrategy strategy, ApiObject value, DeleteOptions options, DateTimeOffset now)
    {
        var (grace, pending) = Grace(strategy, value, options, now);
        if (pending)
        {
            return new DeletionPlan(DeletionStep.Nothing, value);
        }

        var marked = grace ?? value;
        marked = GarbageCollectionFinalizers.Apply(strategy, marked, options);
        var held = marked.Metadata.Finalizers.Count > 0 || strategy.HoldsDeletion(marked);
        if (grace is null)
        {
            return held
                ? new DeletionPlan(DeletionStep.Mark, strategy.BeginDeletion(MarkNow(marked, now)))
                : new DeletionPlan(DeletionStep.Remove, marked);
        }

        marked = strategy.BeginDeletion(marked);
        if (held || marked.Metadata.DeletionGracePeriodSeconds > 0)
        {
            return new DeletionPlan(DeletionStep.Mark, marked);
        }

        // Watchers that were told of the deletion before learn nothing from a second mark.
        return new DeletionPlan(value.Metadata.DeletionTimestamp is null ? DeletionStep.MarkAndRemove : DeletionStep.Remove, marked);
    }

    /// <summary>The object with its grace period; null for a kind, or an object, that is deleted without one.</summary>
    private static (ApiObject? Graceful, bool Pending) Grace(ResourceStrategy strategy, ApiObject value, DeleteOptions options, DateTimeOffset now)
    {
        var meta = value.Metadata;
        if (strategy.GracePeriod(value, options.GracePeriodSeconds) is not { } seconds)
        {
            return (null, false);
        }

        if (meta.DeletionTimestamp is not { } deadline)
        {
            return (WithDeadline(value, new Time(now.AddSeconds(seconds)), seconds), false);
        }

        if (meta.DeletionGracePeriodSeconds is not ({ } current and > 0))
        {
            return (null, false);
        }

        // A deletion under way can only be made shorter.
        if (options.GracePeriodSeconds is not { } requested || requested >= current)
        {
            return (null, true);
        }

        return (WithDeadline(value, new Time(deadline.Value.AddSeconds(requested - current)), requested), false);
    }

    private static ApiObject WithDeadline(ApiObject value, Time deadline, long seconds)
    {
        var meta = value.Metadata;
        return value with
        {
            Metadata = meta with
            {
                DeletionTimestamp = deadline,
                DeletionGracePeriodSeconds = seconds,
                Generation = meta.DeletionTimestamp is null && meta.Generation > 0 ? meta.Generation + 1 : meta.Generation,
            },
        };
    }

    private static ApiObject MarkNow(ApiObject value, DateTimeOffset now)
    {
        var deadline = value.Metadata.DeletionTimestamp is { } earlier && earlier.Value <= now ? earlier : new Time(now);
        return WithDeadline(value, deadline, 0);
    }
}
