using Praxis.Core;

namespace Praxis.App;

/// <summary>Joins the events of an interrupted run with those of its continuation.</summary>
internal static class EventHistory
{
    /// <summary>Orders events by phase, so that each epoch stands once.</summary>
    /// <param name="events">The events as they were written, over all interruptions.</param>
    /// <returns>
    /// The events: an epoch that comes again replaces the old one and all later ones of its phase, because the fit went
    /// back to a checkpoint before it; a notice that comes again inside a phase stands once.
    /// </returns>
    public static IReadOnlyList<FitEvent> Merge(IEnumerable<FitEvent> events)
    {
        var phases = new List<List<FitEvent>> { new() };
        List<FitEvent> current = phases[0];
        foreach (FitEvent happened in events)
        {
            switch (happened)
            {
                case PhaseEvent phase:
                    List<FitEvent>? known = phases.Find(
                        list => list.Count > 0 && list[0] is PhaseEvent first && first == phase);
                    current = known ?? [phase];
                    if (known is null)
                    {
                        phases.Add(current);
                    }

                    break;
                case EpochEvent epoch:
                    current.RemoveAll(old => old is EpochEvent earlier && earlier.Epoch >= epoch.Epoch);
                    current.Add(epoch);
                    break;
                default:
                    if (!current.Contains(happened))
                    {
                        current.Add(happened);
                    }

                    break;
            }
        }

        return [.. phases.SelectMany(list => list)];
    }
}
