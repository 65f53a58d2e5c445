namespace KubeSharp.Chaos.Tests.Harming;

/// <summary>Does what a schedule says, for a while.</summary>
internal sealed class Harm(Schedule schedule, IReadOnlyDictionary<Place, IReadOnlyList<Victim>> victims)
{
    /// <summary>The faults that there have been, by kind and place.</summary>
    public Dictionary<(FaultKind Kind, Place Place), int> Counts { get; } = [];

    public int Rounds { get; private set; }

    /// <summary>Until cancelled; everything runs again when it ends.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var round = schedule.Next();
            Rounds++;
            foreach (var fault in round.Faults)
            {
                Counts[(fault.Kind, fault.Place)] = Counts.GetValueOrDefault((fault.Kind, fault.Place)) + 1;
                await Victim(fault).BeginAsync(fault.Kind);
            }

            await WaitAsync(round.Duration, cancellationToken);
            foreach (var fault in round.Faults)
            {
                Victim(fault).End(fault.Kind);
            }

            // The others may lead by now, or have taken over its watches.
            await WaitAsync(round.Rest, cancellationToken);
        }
    }

    private Victim Victim(Fault fault) => victims[fault.Place][fault.Index];

    private static async Task WaitAsync(TimeSpan time, CancellationToken cancellationToken) =>
        await Task.Delay(time, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
