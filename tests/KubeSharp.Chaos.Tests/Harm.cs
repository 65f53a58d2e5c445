namespace KubeSharp.Chaos.Tests;

/// <summary>
/// Kills and pauses at random, one process at a time of each kind, so that there are always two of three: what a cluster of three is to survive.
/// </summary>
internal sealed class Harm(IReadOnlyList<IVictim> victims, Random random)
{
    public int Kills { get; private set; }

    public int Pauses { get; private set; }

    /// <summary>Until cancelled; everything runs again when it ends.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var victim = victims[random.Next(victims.Count)];
            if (random.Next(2) == 0)
            {
                Kills++;
                await victim.KillAsync();
                await WaitAsync(200, 1500, cancellationToken);
                await victim.StartAsync();
            }
            else
            {
                Pauses++;
                victim.Pause();
                await WaitAsync(500, 5000, cancellationToken);
                victim.Resume();
            }

            // The others may lead by now, or have taken over its watches.
            await WaitAsync(500, 3000, cancellationToken);
        }
    }

    private async Task WaitAsync(int least, int most, CancellationToken cancellationToken) => await Task.Delay(
        TimeSpan.FromMilliseconds(random.Next(least, most)), TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
