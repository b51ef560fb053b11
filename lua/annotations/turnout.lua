---@meta turnout
-- SPDX-License-Identifier: MIT
-- What `require "turnout"` gives, for editors: lua-language-server completes and checks rules with it.
-- Nothing here runs.  docs/rules.md says what each function means.

---@class turnout.measure
---@class turnout.indicator
---@class turnout.target
---@class turnout.shape
---@class turnout.card
---@class turnout.check
---@class turnout.map
---@class turnout.plugin
---@class turnout.param

---@class turnout.title
---@field zh string
---@field en string

---@class turnout.date
---@field year integer
---@field month? integer
---@field day? integer
---@field weekday? integer 1 is Monday
---@field precision 'day'|'month'|'year'|'range'

--- What a `where` sees: a session, a plan item or a record, read-only; the fields of its event type.
---@class turnout.session
---@field activity string
---@field unit string
---@field level string
---@field category string
---@field title? string
---@field kind string
---@field role string
---@field scale string
---@field item? string
---@field place? string
---@field festival? string
---@field series? string
---@field lead? string
---@field minutes? integer
---@field edition? integer
---@field experts? integer
---@field start? string
---@field teams string[]
---@field cohosts string[]
---@field secondaries string[]
---@field partners string[]
---@field tags string[]
---@field date turnout.date
---@field [string] any

--- An exact number: adds, subtracts, multiplies, divides and compares exactly.
---@class turnout.exact
---@operator add(turnout.exact|integer|string): turnout.exact
---@operator sub(turnout.exact|integer|string): turnout.exact
---@operator mul(turnout.exact|integer|string): turnout.exact
---@operator div(turnout.exact|integer|string): turnout.exact
---@operator unm: turnout.exact

--- A figure that a score reads.
---@class turnout.figure: turnout.exact
---@field state 'ok'|'no_data'|'no_denominator'|'n_a'|'error'
---@field met? boolean
---@field numerator? integer
---@field denominator? integer

---@class turnout.figures
---@field period 'month'|'quarter'|'half'|'year'
---@field [string] turnout.figure

---@class turnout.score_options
---@field of fun(c: turnout.figures): (turnout.exact|integer|string), (string|string[])?
---@field reads? string[]
---@field with? table<string, turnout.measure>
---@field title? turnout.title
---@field by? 'unit'|'team'|'category'|'group'|('unit'|'team'|'category'|'group')[]
---@field over? 'month'|'quarter'|'half'|'year'|('month'|'quarter'|'half'|'year')[]
---@field decimals? integer
---@field target? turnout.target

---@class turnout.fold_options
---@field of string
---@field by? 'unit'|'team'|'category'|('unit'|'team'|'category')[]
---@field init fun(): any
---@field step fun(state: any, e: table): any
---@field result? fun(state: any): turnout.exact|integer|string

---@class turnout.map_options
---@field of string
---@field emit string|string[]
---@field each fun(e: table, emit: fun(type: string, data: table))

---@class turnout.quality_options
---@field check string
---@field on? boolean
---@field severity? 'error'|'warning'|'notice'
---@field minutes? integer
---@field days? integer
---@field percent? integer
---@field at_least? integer
---@field people? integer

---@class turnout.all_of_options
---@field of string[]
---@field title? turnout.title
---@field by? 'unit'|'team'|'category'|'group'|('unit'|'team'|'category'|'group')[]
---@field over? 'month'|'quarter'|'half'|'year'|('month'|'quarter'|'half'|'year')[]
---@field decimals? integer
---@field target? turnout.target

---@class turnout.attendances_options
---@field where? fun(a: turnout.session): any
---@field status? 'present'|'late'|'left_early'|'online'|'absent'|'excused'|'registered'|'unknown'|('present'|'late'|'left_early'|'online'|'absent'|'excused'|'registered'|'unknown')[]
---@field role? 'participant'|'performer'|'organiser'|'volunteer'|'audience'|('participant'|'performer'|'organiser'|'volunteer'|'audience')[]
---@field named? boolean

---@class turnout.awards_options
---@field where? fun(a: turnout.session): any

---@class turnout.count_options
---@field of string
---@field where? fun(a: turnout.session): any
---@field distinct? string
---@field among? string[]
---@field stock? boolean

---@class turnout.days_options
---@field minutes integer
---@field where? fun(a: turnout.session): any

---@class turnout.feedback_options
---@field of? 'answers'|'sent'
---@field levels? (number|string)[]
---@field weights? (number|string)[]
---@field min_n? integer

---@class turnout.figure_options
---@field of string
---@field group? 'all'

---@class turnout.gap_options
---@field where? fun(a: turnout.session): any

---@class turnout.graded_options
---@field steps table[]
---@field bound 'above'|'below'
---@field below number|string

---@class turnout.groups_options
---@field of 'people'|'activity.held'
---@field among string[]
---@field at_least? integer
---@field where? fun(a: turnout.session): any

---@class turnout.idle_options
---@field where? fun(a: turnout.session): any

---@class turnout.latest_options
---@field of string
---@field field string
---@field where? fun(a: turnout.session): any

---@class turnout.linear_options
---@field target number|string
---@field floor number|string
---@field from 'zero'|'floor'
---@field cap number|string

---@class turnout.members_options
---@field leavers? boolean
---@field at? 'end'|'start'

---@class turnout.people_options
---@field where? fun(a: turnout.session): any
---@field status? 'present'|'late'|'left_early'|'online'|'absent'|'excused'|'registered'|'unknown'|('present'|'late'|'left_early'|'online'|'absent'|'excused'|'registered'|'unknown')[]
---@field role? 'participant'|'performer'|'organiser'|'volunteer'|'audience'|('participant'|'performer'|'organiser'|'volunteer'|'audience')[]
---@field who? 'residents'|'members'|'all'
---@field scope? 'host'|'reach'
---@field min_times? integer
---@field min_minutes? integer
---@field method? 'named'|'lower'|'upper'|'declared'
---@field tree? 'as_was'|'as_is'
---@field claim? string
---@field strict? boolean
---@field leavers? boolean
---@field every? string[]
---@field each? string[]

---@class turnout.per_count_options
---@field each number|string
---@field most number|string

---@class turnout.periods_options
---@field every 'month'|'quarter'|'half'|'year'
---@field at_least? integer
---@field where? fun(a: turnout.session): any
---@field of? 'activity.held'|'plan.put'|'team.put'|'venue.put'|'venue.open'|'venue.closed'|'plan.drop'|'reach.declared'|'volunteer.join'|'volunteer.leave'|'volunteer.count'|'volunteer.hours'|'feedback.response'|'feedback.summary'|'publicity.put'|'award.put'|'evidence.put'|'partner.put'|'talent.put'|'declared.put'|'report.done'|'incident.put'|'period.close'|'period.reopen'|string
---@field distinct? string
---@field among? string[]

---@class turnout.piecewise_options
---@field steps table[]
---@field bound 'above'|'below'
---@field below number|string

---@class turnout.plan_options
---@field every? 'month'|'quarter'|'half'|'year'
---@field at_least? integer
---@field grace? integer
---@field early? integer
---@field partial? boolean
---@field weighted? boolean
---@field where? fun(a: turnout.session): any

---@class turnout.plugin_options
---@field name string
---@field version string
---@field api integer
---@field title turnout.title
---@field params? table<string, turnout.param>
---@field indicators? table<string, turnout.indicator>
---@field scorecards? table<string, turnout.card>
---@field quality? turnout.check[]
---@field events? table<string, table<string, string>>
---@field maps? turnout.map[]

---@class turnout.population_options
---@field basis? 'usual'|'registered'|'urban'|'builtup'|'members'|'staff'|'roster'|'target'
---@field group? string
---@field mode? 'end'|'start'|'average'|'pinned'
---@field source? string
---@field each? string[]

---@class turnout.ratio_options
---@field numerator turnout.measure
---@field denominator? turnout.measure
---@field requires? turnout.measure[]
---@field title? turnout.title
---@field by? 'unit'|'team'|'category'|'group'|('unit'|'team'|'category'|'group')[]
---@field over? 'month'|'quarter'|'half'|'year'|('month'|'quarter'|'half'|'year')[]
---@field decimals? integer
---@field target? turnout.target

---@class turnout.reported_options
---@field dataset? string
---@field levels? string|(string)[]

---@class turnout.rota_options
---@field minutes integer
---@field where? fun(a: turnout.session): any

---@class turnout.scorecard_options
---@field title? turnout.title
---@field of 'unit'|'team'
---@field over 'month'|'quarter'|'half'|'year'|('month'|'quarter'|'half'|'year')[]
---@field items table[]
---@field bonus? table[]
---@field bonus_most? number|string
---@field penalty? table[]
---@field gates? table[]
---@field veto boolean
---@field scale? number|string
---@field bands? table[]
---@field band_on? 'exact'|'rounded(0)'|'rounded(1)'|'rounded(2)'
---@field missing? 'zero'|'exclude'|'block'
---@field not_applicable? 'renormalise'|'full'|'zero'
---@field strict_n? boolean
---@field rank? 'standard'|'dense'|'ordinal'
---@field tie_break? string[]
---@field sizes? (number|string)[]

---@class turnout.steps_options
---@field from number|string
---@field per number|string
---@field minus number|string
---@field step 'whole'|'started'

---@class turnout.sum_options
---@field of string
---@field field string
---@field where? fun(a: turnout.session): any

---@class turnout.threshold_options
---@field at_least? number|string
---@field at_most? number|string

---@class turnout.timely_options
---@field dataset? string
---@field grace integer

---@class turnout.value_options
---@field numerator? turnout.measure
---@field of? turnout.measure
---@field denominator? turnout.measure
---@field requires? turnout.measure[]
---@field per? integer
---@field title? turnout.title
---@field by? 'unit'|'team'|'category'|'group'|('unit'|'team'|'category'|'group')[]
---@field over? 'month'|'quarter'|'half'|'year'|('month'|'quarter'|'half'|'year')[]
---@field decimals? integer
---@field target? turnout.target

---@class turnout.volunteer_hours_options
---@field as? 'hours'|'minutes'
---@field proof? 'declared'|'clock'|('declared'|'clock')[]
---@field cap? integer

---@class turnout.volunteers_options
---@field of 'registered'|'recruited'|'active'|'starred'
---@field method? 'named'|'lower'|'upper'
---@field min_minutes? integer
---@field stars? integer
---@field hours? (number|string)[]
---@field min_days? integer
---@field proof? 'declared'|'clock'|('declared'|'clock')[]
---@field cap? integer

---@class turnout.weeks_options
---@field minutes integer
---@field where? fun(a: turnout.session): any

---@class turnout
---@class turnout.target_options
---@field [1]? number|string
---@field levels? table<"city"|"district"|"street"|"community"|"grid"|"union"|"branch", number|string>
---@field units? table<string, number|string>
---@field mode? "full"|"prorated"

---@class turnout.improve_options
---@field [1] "previous"
---@field sense? "at_least"|"at_most"

local t = {}

---@return turnout.measure
function t.age() end

---@param options turnout.all_of_options
---@return turnout.indicator
function t.all_of(options) end

---@param value number|string|turnout.target_options
---@return turnout.target
function t.at_least(value) end

---@param value number|string|turnout.target_options
---@return turnout.target
function t.at_most(value) end

---@param options? turnout.attendances_options
---@return turnout.measure
function t.attendances(options) end

---@param options? turnout.awards_options
---@return turnout.measure
function t.awards(options) end

---@param value boolean
---@return turnout.param
function t.boolean(value) end

---@param value number|string
---@return turnout.measure
function t.constant(value) end

---@param options turnout.count_options
---@return turnout.measure
function t.count(options) end

---@param options turnout.days_options
---@return turnout.measure
function t.days(options) end

---@param options? turnout.feedback_options
---@return turnout.measure
function t.feedback(options) end

---@param name string|turnout.figure_options
---@return turnout.measure
function t.figure(name) end

---@param options turnout.fold_options
---@return turnout.measure
function t.fold(options) end

---@param options? turnout.gap_options
---@return turnout.measure
function t.gap(options) end

---@param options turnout.graded_options
---@return turnout.shape
function t.graded(options) end

---@param options turnout.groups_options
---@return turnout.measure
function t.groups(options) end

---@param options? turnout.idle_options
---@return turnout.measure
function t.idle(options) end

---@param period "previous"|turnout.improve_options
---@param sense? "at_least"|"at_most"
---@return turnout.target
function t.improve_on(period, sense) end

---@param value integer
---@return turnout.param
function t.integer(value) end

---@param options turnout.latest_options
---@return turnout.measure
function t.latest(options) end

---@param options turnout.linear_options
---@return turnout.shape
function t.linear(options) end

---@param value string[]
---@return turnout.param
function t.list(value) end

---@param options turnout.map_options
---@return turnout.map
function t.map(options) end

---@param options? turnout.members_options
---@return turnout.measure
function t.members(options) end

---@param options? turnout.people_options
---@return turnout.measure
function t.people(options) end

---@param options turnout.per_count_options
---@return turnout.shape
function t.per_count(options) end

---@param value? number|string
---@return turnout.param
function t.percent(value) end

---@param options turnout.periods_options
---@return turnout.measure
function t.periods(options) end

---@param options turnout.piecewise_options
---@return turnout.shape
function t.piecewise(options) end

---@param options? turnout.plan_options
---@return turnout.measure
function t.plan(options) end

---@param options turnout.plugin_options
---@return turnout.plugin
function t.plugin(options) end

---@param options? turnout.population_options
---@return turnout.measure
function t.population(options) end

---@param options turnout.quality_options
---@return turnout.check
function t.quality(options) end

---@param options turnout.ratio_options
---@return turnout.indicator
function t.ratio(options) end

---@param options? turnout.reported_options
---@return turnout.measure
function t.reported(options) end

---@param options turnout.rota_options
---@return turnout.measure
function t.rota(options) end

---@param options turnout.scorecard_options
---@return turnout.card
function t.scorecard(options) end

---@param options turnout.steps_options
---@return turnout.shape
function t.steps(options) end

---@param options turnout.sum_options
---@return turnout.measure
function t.sum(options) end

---@param value string
---@param choices? string[]
---@return turnout.param
function t.text(value, choices) end

---@param options turnout.threshold_options
---@return turnout.shape
function t.threshold(options) end

---@param options turnout.timely_options
---@return turnout.measure
function t.timely(options) end

---@param options turnout.value_options
---@return turnout.indicator
function t.value(options) end

---@param options? turnout.volunteer_hours_options
---@return turnout.measure
function t.volunteer_hours(options) end

---@param options turnout.volunteers_options
---@return turnout.measure
function t.volunteers(options) end

---@param options turnout.weeks_options
---@return turnout.measure
function t.weeks(options) end

--- While the plugin is loaded it stands for the parameter as the value of any option; in a running rule it is the value.
---@param name string
---@return any
function t.param(name) end

---@param options turnout.score_options|fun(c: turnout.figures): (turnout.exact|integer|string), (string|string[])?
---@return turnout.indicator
function t.score(options) end

--- Is the category `above`, or below it? Of nil it says no.
---@param category string?
---@param above string
---@return boolean
function t.under(category, above) end

---@param value turnout.exact|integer|string
---@return turnout.exact
function t.exact(value) end

---@param ... turnout.exact|integer|string
---@return turnout.exact
function t.min(...) end

---@param ... turnout.exact|integer|string
---@return turnout.exact
function t.max(...) end

---@param value turnout.exact|integer|string
---@param decimals? integer 0 to 4
---@return turnout.exact
function t.round(value, decimals) end

---@param a turnout.exact|integer|string
---@param b turnout.exact|integer|string
---@return boolean
function t.equals(a, b) end

return t
